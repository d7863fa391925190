/** The state of the trip list in its address: the usual list pattern, narrowed to a car, a driver and days. Pure. */
import type { z } from "zod";
import { type ListSpec, type ListState, parseListState } from "#components/ui/state/list-state.ts";
import { maxListedTrips, type TripSort, tripPageSize, tripSorts } from "#server/domain/trips/trip-list.ts";
import type { tripListInput } from "#server/trpc/trips.input.ts";

export const tripListSpec = {
  sorts: tripSorts,
  defaultSort: "-date",
  filters: { show: ["open", "events", "business"] },
} as const satisfies ListSpec<string, string>;

export type TripFilterName = keyof typeof tripListSpec.filters;
export type TripListState = ListState<TripSort, TripFilterName>;

/** The bands of the score's colours. */
export const scoreBands = { good: { minScore: 80 }, fair: { minScore: 60, maxScore: 79.9999 }, poor: { maxScore: 59.9999 } } as const;
export type ScoreBand = keyof typeof scoreBands;

/** What has more values than a spec can list. Empty texts: not narrowed. */
export interface TripNarrowing {
  car: string;
  driver: string;
  from: string;
  to: string;
  score: ScoreBand | "";
}
export const narrowingNames = ["car", "driver", "from", "to", "score"] as const satisfies readonly (keyof TripNarrowing)[];

/** What an address narrows the list to; whatever it says wrongly counts as not said. */
export function readNarrowing(params: URLSearchParams): TripNarrowing {
  return {
    car: matching(/^[1-9]\d{0,14}$/, params.get("car")),
    driver: matching(/^[1-9]\d{0,14}$/, params.get("driver")),
    from: readDay(params.get("from")),
    to: readDay(params.get("to")),
    score: readScoreBand(params.get("score")) ?? "",
  };
}

/** What the API is asked for the list of an address. */
export function readTripListInput(params: URLSearchParams): z.input<typeof tripListInput> {
  return toTripListInput(parseListState(tripListSpec, params), readNarrowing(params));
}

/** Pages beyond what the API counts show its last ones. */
const maxPage = maxListedTrips / tripPageSize;

function toTripListInput(list: TripListState, narrowing: TripNarrowing): z.input<typeof tripListInput> {
  const { show } = list.filters;
  const search = list.search.trim().slice(0, 100);
  return {
    ...(search ? { search } : {}),
    ...(narrowing.car ? { vehicleId: Number(narrowing.car) } : {}),
    ...(narrowing.driver ? { driverId: Number(narrowing.driver) } : {}),
    ...(narrowing.from ? { fromDay: narrowing.from } : {}),
    ...(narrowing.to ? { toDay: narrowing.to } : {}),
    ...(narrowing.score ? scoreBands[narrowing.score] : {}),
    ...(show.includes("open") ? { status: "open" as const } : {}),
    ...(show.includes("events") ? { withEvents: true } : {}),
    ...(show.includes("business") ? { tag: "business" as const } : {}),
    sort: list.sort,
    descending: list.descending,
    offset: (Math.min(list.page, maxPage) - 1) * tripPageSize,
    limit: tripPageSize,
  };
}

function readScoreBand(text: string | null): ScoreBand | null {
  return text === "good" || text === "fair" || text === "poor" ? text : null;
}

function matching(pattern: RegExp, text: string | null): string {
  return text !== null && pattern.test(text) ? text : "";
}

function readDay(text: string | null): string {
  const day = matching(/^\d{4}-\d{2}-\d{2}$/, text);
  return day !== "" && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ? day : "";
}
