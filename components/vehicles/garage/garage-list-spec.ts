import type { ListSpec } from "#components/ui/state/list-state.ts";
import { garageFilters } from "./car-facts.ts";

/** What the garage keeps in its address. Its order is fixed: what drives comes first. */
export const garageListSpec = {
  sorts: ["name"],
  defaultSort: "name",
  filters: { state: garageFilters },
} as const satisfies ListSpec<string, string>;
