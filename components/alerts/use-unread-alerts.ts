"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc.tsx";

/** How many alerts came since the person last looked at the inbox. */
export function useUnreadAlerts(): number {
  const trpc = useTRPC();
  return useQuery(trpc.alerts.unreadCount.queryOptions()).data?.count ?? 0;
}
