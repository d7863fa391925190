"use client";

import { useQuery } from "@tanstack/react-query";
import type { Role } from "#server/domain/scope.ts";
import { useTRPC } from "../trpc.tsx";

/** What the person is in the account; undefined until it is known. */
function useRole(): Role | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.me.get.queryOptions()).data?.role;
}

/** True for people who may change the fleet; the server asks again. */
export function useCanManage(): boolean {
  const role = useRole();
  return role === "owner" || role === "manager";
}

/** True for people who may say that they have taken an alert on: all but viewers. */
export function useCanHandleAlerts(): boolean {
  const role = useRole();
  return role !== undefined && role !== "viewer";
}
