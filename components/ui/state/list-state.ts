/**
 * What a list shows, kept in the URL so that a link, the back button and a reload bring it back:
 * `?q=…` search, `?sort=key` or `?sort=-key` (falling), `?page=2`, and one parameter a filter (`?state=moving,parked`).
 * Defaults are left out of the URL. This file is pure; components use `useListState`.
 */
export interface ListSpec<Sort extends string, Filter extends string> {
  /** What the list may be sorted by; the first is not the default, `defaultSort` is. */
  sorts: readonly Sort[];
  /** `-key` falls. */
  defaultSort: Sort | `-${Sort}`;
  /** The filters and the values each may take; anything else in a URL is ignored. */
  filters: Record<Filter, readonly string[]>;
}

export interface ListState<Sort extends string, Filter extends string> {
  search: string;
  sort: Sort;
  descending: boolean;
  /** From 1. */
  page: number;
  /** The chosen values of each filter; none chosen: all. */
  filters: Record<Filter, readonly string[]>;
}

const maxSearchLength = 200;
const maxPage = 100_000;

/** Reads a list's state from URL parameters; what does not make sense falls back to the default. */
export function parseListState<Sort extends string, Filter extends string>(
  spec: ListSpec<Sort, Filter>,
  params: URLSearchParams,
): ListState<Sort, Filter> {
  const page = Number(params.get("page"));
  return {
    search: (params.get("q") ?? "").slice(0, maxSearchLength),
    ...(parseSort(spec, params.get("sort")) ?? parseSort(spec, spec.defaultSort) ?? { sort: firstOf(spec), descending: false }),
    page: Number.isInteger(page) && page >= 1 && page <= maxPage ? page : 1,
    filters: readFilters(spec, params),
  };
}

/** The parameters of a state, without those that are the default; parameters of others in `before` are kept. */
export function writeListState<Sort extends string, Filter extends string>(
  spec: ListSpec<Sort, Filter>,
  state: ListState<Sort, Filter>,
  before: URLSearchParams,
): URLSearchParams {
  const params = new URLSearchParams(before);
  const sort = `${state.descending ? "-" : ""}${state.sort}`;
  set(params, "q", state.search);
  set(params, "sort", sort === spec.defaultSort ? "" : sort);
  set(params, "page", state.page > 1 ? String(state.page) : "");
  for (const name of filterNames(spec)) set(params, name, state.filters[name].join(","));
  return params;
}

function firstOf<Sort extends string>(spec: ListSpec<Sort, string>): Sort {
  const [first] = spec.sorts;
  if (first === undefined) throw new Error("A list needs something to be sorted by.");
  return first;
}

function parseSort<Sort extends string>(spec: ListSpec<Sort, string>, text: string | null) {
  const descending = text?.startsWith("-") ?? false;
  const name = descending ? text?.slice(1) : text;
  const sort = spec.sorts.find((candidate) => candidate === name);
  return sort === undefined ? null : { sort, descending };
}

function filterNames<Filter extends string>(spec: ListSpec<string, Filter>): Filter[] {
  const names: Filter[] = [];
  for (const name in spec.filters) names.push(name);
  return names;
}

function readFilters<Filter extends string>(spec: ListSpec<string, Filter>, params: URLSearchParams): Record<Filter, readonly string[]> {
  const filters = { ...spec.filters };
  for (const name of filterNames(spec)) {
    const chosen = new Set(params.get(name)?.split(","));
    filters[name] = spec.filters[name].filter((value) => chosen.has(value));
  }
  return filters;
}

function set(params: URLSearchParams, name: string, value: string): void {
  if (value === "") params.delete(name);
  else params.set(name, value);
}

/** The rows of one page out of all of them, for lists that are short enough to be read at once. */
export function pageOf<Row>(rows: readonly Row[], page: number, pageSize: number): readonly Row[] {
  return rows.slice((page - 1) * pageSize, page * pageSize);
}
