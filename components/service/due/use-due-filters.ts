"use client";

import { type ListSpec, parseListState } from "#components/ui/state/list-state.ts";
import { useUrlParams } from "#components/ui/state/use-url-params.ts";
import { type DueNarrowing, dueKinds } from "./due-data.ts";

const spec = { sorts: ["due"], defaultSort: "due", filters: { kind: dueKinds } } as const satisfies ListSpec<string, string>;

/** What the due list is narrowed to, kept in the address. */
export function useDueFilters() {
  const { asked, set } = useUrlParams();
  const kinds: readonly string[] = parseListState(spec, asked).filters.kind;
  const car = asked.get("car") ?? "";
  const narrowing: DueNarrowing = { kinds, car: /^[1-9]\d{0,14}$/.test(car) ? car : "" };
  const toggleKind = (kind: string) =>
    set({ kind: (kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind]).join(",") });
  return {
    narrowing,
    narrowed: kinds.length > 0 || narrowing.car !== "",
    toggleKind,
    setCar: (chosen: string) => set({ car: chosen }),
    clear: () => set({ kind: null, car: null }),
  };
}
