"use client";

import { useRole } from "./use-role.ts";

/** True for people who may change the fleet. */
export function useCanManage(): boolean {
  const role = useRole();
  return role === "owner" || role === "manager";
}
