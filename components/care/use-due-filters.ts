"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import type { ListSpec } from "../ui/list-state.ts";
import { useListState } from "../ui/use-list-state.ts";
import { type DueNarrowing, dueKinds } from "./due-data.ts";

const spec = { sorts: ["due"], defaultSort: "due", filters: { kind: dueKinds } } as const satisfies ListSpec<string, string>;

/** What the due list is narrowed to, kept in the address. */
export function useDueFilters() {
  const list = useListState(spec);
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const text = params.get("car") ?? "";
  const narrowing: DueNarrowing = { kinds: list.filters.kind, car: /^[1-9]\d{0,14}$/.test(text) ? text : "" };
  const go = (next: URLSearchParams) => {
    const query = next.toString();
    startTransition(() => router.replace(query === "" ? pathname : `${pathname}?${query}`, { scroll: false }));
  };
  const setCar = (car: string) => {
    const next = new URLSearchParams(params);
    if (car === "") next.delete("car");
    else next.set("car", car);
    go(next);
  };
  const narrowed = list.narrowed || narrowing.car !== "";
  return {
    narrowing,
    narrowed,
    toggleKind: (kind: string) => list.toggleFilter("kind", kind),
    setCar,
    clear: () => go(new URLSearchParams()),
  };
}
