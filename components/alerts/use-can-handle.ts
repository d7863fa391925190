"use client";

import { useRole } from "#components/shell/use-role.ts";

/** True for people who may say that they have taken an alert on: all but viewers. */
export function useCanHandleAlerts(): boolean {
  const role = useRole();
  return role !== undefined && role !== "viewer";
}
