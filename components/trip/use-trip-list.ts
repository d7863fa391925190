"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo, useTransition } from "react";
import type { TripSort } from "#server/domain/trips/trip-list.ts";
import { type ListControls, useListState } from "../ui/use-list-state.ts";
import { narrowingNames, readNarrowing, type TripFilterName, type TripNarrowing, tripListSpec } from "./trip-list-params.ts";

export interface TripListControls extends ListControls<TripSort, TripFilterName> {
  narrowing: TripNarrowing;
  /** Narrows further and returns to page 1; an empty text widens again. */
  narrow: (change: Partial<Record<keyof TripNarrowing, string>>) => void;
}

/** The usual list pattern, and with it the car, driver, days and score that the list is narrowed to. */
export function useTripList(): TripListControls {
  const list = useListState(tripListSpec);
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const narrowing = useMemo(() => readNarrowing(new URLSearchParams(params)), [params]);

  const go = (next: URLSearchParams) => {
    const text = next.toString();
    startTransition(() => router.replace(text === "" ? pathname : `${pathname}?${text}`, { scroll: false }));
  };
  const narrow: TripListControls["narrow"] = (change) => {
    const next = new URLSearchParams(params);
    next.delete("page");
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    go(next);
  };
  const clear = () => {
    const sort = params.get("sort");
    go(new URLSearchParams(sort === null ? {} : { sort }));
  };
  const narrowed = list.narrowed || narrowingNames.some((name) => narrowing[name] !== "");
  return { ...list, pending: list.pending || pending, narrowed, clear, narrowing, narrow };
}
