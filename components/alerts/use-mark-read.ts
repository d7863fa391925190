"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "#components/trpc.tsx";

/**
 * Notes that the newest alert has been looked at, as long as the page is seen. The answer is the newest that had been seen before:
 * what came after it stays marked until the person leaves.
 */
export function useMarkRead(newestId: number | null): number {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data } = useQuery(trpc.alerts.unreadCount.queryOptions());
  const [seenBefore, setSeenBefore] = useState<number | null>(null);
  const sent = useRef(0);
  const { mutate } = useMutation(
    trpc.alerts.markRead.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.alerts.unreadCount.queryFilter()) }),
  );
  const readId = data?.readId;
  useEffect(() => {
    if (readId !== undefined) setSeenBefore((before) => before ?? readId);
  }, [readId]);
  useEffect(() => {
    const mark = () => {
      if (newestId === null || readId === undefined || newestId <= Math.max(readId, sent.current) || document.hidden) return;
      sent.current = newestId;
      mutate({ upToId: newestId });
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [newestId, readId, mutate]);
  return seenBefore ?? Number.POSITIVE_INFINITY;
}
