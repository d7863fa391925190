/** Searching and ordering drivers. Pure: a fleet's drivers are few enough to be read at once. */
import type { RouterOutputs } from "#components/router-outputs.ts";
import type { ListSpec } from "#components/ui/state/list-state.ts";

export type DriverRowData = RouterOutputs["drivers"]["list"][number];

export const driverListSpec = {
  sorts: ["score", "distance", "name"],
  defaultSort: "-score",
  filters: {},
} as const satisfies ListSpec<string, never>;

type Sort = (typeof driverListSpec.sorts)[number];

interface Selection {
  search: string;
  sort: Sort;
  descending: boolean;
}

/** The drivers whose name or car contains the text, in order; those without a score or distance come last either way. */
export function selectDrivers(drivers: readonly DriverRowData[], { search, sort, descending }: Selection): DriverRowData[] {
  const wanted = search.trim().toLocaleLowerCase();
  const found = drivers.filter(({ name, vehicles }) =>
    [name, ...vehicles.map((vehicle) => vehicle.name)].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
  const sign = descending ? -1 : 1;
  if (sort === "name") return found.sort((a, b) => sign * a.name.localeCompare(b.name));
  const figureOf = ({ card }: DriverRowData) => (sort === "score" ? card?.score : card?.distanceM) ?? null;
  return found.sort((a, b) => compareKnown(figureOf(a), figureOf(b), sign) || a.name.localeCompare(b.name));
}

function compareKnown(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}
