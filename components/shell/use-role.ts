"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc.tsx";
import type { Role } from "#server/domain/scope.ts";

/** What the person is in the account; undefined until it is known. The server asks again, whatever the screen offers. */
export function useRole(): Role | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.me.get.queryOptions()).data?.role;
}

/** True for people who may change the fleet. */
export function useCanManage(): boolean {
  const role = useRole();
  return role === "owner" || role === "manager";
}
