"use client";

import { useUrlParams } from "#components/ui/state/use-url-params.ts";
import { type AlertListState, readAlertList } from "./alert-list-params.ts";

export interface AlertList {
  /** What the list shows. */
  shown: AlertListState;
  /** What was asked for last; the list follows. */
  asked: AlertListState;
  pending: boolean;
  /** Shows other alerts, from the newest on. */
  set: (change: Partial<Record<"show" | "kind" | "car", string | null>>) => void;
  /** Shows what is older than an alert; null: the newest. */
  page: (before: number | null) => void;
}

/** The inbox as its address says. */
export function useAlertList(): AlertList {
  const url = useUrlParams();
  return {
    shown: readAlertList(url.params),
    asked: readAlertList(url.asked),
    pending: url.pending,
    set: (change) => url.set({ ...change, before: null }),
    page: (before) => url.set({ before }),
  };
}
