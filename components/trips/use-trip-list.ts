"use client";

import { useMemo } from "react";
import { type ListControls, useListStateIn } from "#components/ui/state/use-list-state.ts";
import { useUrlParams } from "#components/ui/state/use-url-params.ts";
import type { TripSort } from "#server/domain/trips/trip-list.ts";
import {
  narrowingNames,
  readNarrowing,
  readTripListInput,
  type TripFilterName,
  type TripNarrowing,
  tripListSpec,
} from "./trip-list-params.ts";

export interface TripListControls extends ListControls<TripSort, TripFilterName> {
  narrowing: TripNarrowing;
  /** What the shown list was asked for: the controls may be ahead of it. */
  input: ReturnType<typeof readTripListInput>;
  /** Narrows further and returns to page 1; an empty text widens again. */
  narrow: (change: Partial<Record<keyof TripNarrowing, string>>) => void;
}

/** The usual list pattern, and with it the car, driver, days and score that the list is narrowed to. */
export function useTripList(): TripListControls {
  const url = useUrlParams();
  const { params, asked, set, replace } = url;
  const list = useListStateIn(url, tripListSpec);
  const input = useMemo(() => readTripListInput(params), [params]);
  const narrowing = useMemo(() => readNarrowing(asked), [asked]);
  const clear = () => {
    const sort = asked.get("sort");
    replace(new URLSearchParams(sort === null ? {} : { sort }));
  };
  const narrowed = list.narrowed || narrowingNames.some((name) => narrowing[name] !== "");
  return { ...list, narrowed, clear, narrowing, input, narrow: (change) => set({ page: null, ...change }) };
}
