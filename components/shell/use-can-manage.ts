"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc.tsx";

/** True for people who may change the fleet; the server asks again. */
export function useCanManage(): boolean {
  const trpc = useTRPC();
  const role = useQuery(trpc.me.get.queryOptions()).data?.role;
  return role === "owner" || role === "manager";
}
