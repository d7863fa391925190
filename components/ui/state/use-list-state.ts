"use client";

import { useMemo } from "react";
import { type ListSpec, type ListState, parseListState, writeListState } from "./list-state.ts";
import { type UrlParams, useUrlParams } from "./use-url-params.ts";

export interface ListControls<Sort extends string, Filter extends string> extends ListState<Sort, Filter> {
  /** True while the list for the newest state is on its way. */
  pending: boolean;
  /** True when a search or a filter narrows the list. */
  narrowed: boolean;
  setSearch: (search: string) => void;
  setSort: (sort: Sort, descending: boolean) => void;
  setPage: (page: number) => void;
  toggleFilter: (name: Filter, value: string) => void;
  clear: () => void;
}

/**
 * The list pattern: a screen declares its spec once, reads the state, and hands the setters to `SearchBox`, `FilterChips`,
 * `SortControl` and `Pagination`. Everything but the page returns to page 1. The page on the server reads the same URL with
 * `parseListState(spec, new URLSearchParams(…))` and prefetches that list.
 *
 *     const spec = { sorts: ["name", "seen"], defaultSort: "name", filters: { state: ["moving", "parked"] } } as const;
 *     const list = useListState(spec);
 *     const query = useSuspenseQuery(trpc.garage.list.queryOptions({ search: list.search, … }));
 */
export function useListState<Sort extends string, Filter extends string>(spec: ListSpec<Sort, Filter>): ListControls<Sort, Filter> {
  return useListStateIn(useUrlParams(), spec);
}

/** The same in an address that holds more than a list's state: all changes of it must go through one {@link useUrlParams}. */
export function useListStateIn<Sort extends string, Filter extends string>(
  { asked, pending, replace }: UrlParams,
  spec: ListSpec<Sort, Filter>,
): ListControls<Sort, Filter> {
  const state = useMemo(() => parseListState(spec, asked), [spec, asked]);
  const write = (next: ListState<Sort, Filter>) => replace(writeListState(spec, next, asked));
  return {
    ...state,
    pending,
    narrowed: state.search !== "" || Object.values<readonly string[]>(state.filters).some((values) => values.length > 0),
    setSearch: (search) => write({ ...state, search, page: 1 }),
    setSort: (sort, descending) => write({ ...state, sort, descending, page: 1 }),
    setPage: (page) => write({ ...state, page }),
    toggleFilter: (name, value) => write({ ...state, page: 1, filters: { ...state.filters, [name]: toggle(state.filters[name], value) } }),
    clear: () => write({ ...parseListState(spec, new URLSearchParams()), sort: state.sort, descending: state.descending }),
  };
}

function toggle(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
