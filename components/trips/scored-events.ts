import { hardTier } from "#server/domain/scoring/constants.ts";
import { speedingDurationS } from "#server/domain/scoring/evidence.ts";
import type { TripData } from "./trip-moments.ts";

/** What counting needs to know of an event. */
type CountedEvent = Pick<TripData["events"][number], "kind" | "basis" | "tier" | "peak" | "at" | "endedAt">;

/** Counts the events of the score; those of other rules are left out. Pure. */
export function countScoredEvents(events: readonly CountedEvent[]) {
  const ofKind = (kind: CountedEvent["kind"]) => events.filter((event) => event.basis === "score" && event.kind === kind);
  const count = (kind: "hard_brake" | "hard_accel") => {
    const found = ofKind(kind);
    return { all: found.length, hard: found.filter(({ tier }) => tier >= hardTier).length };
  };
  return {
    brakes: count("hard_brake"),
    accels: count("hard_accel"),
    speedingS: sum(ofKind("speeding"), ({ at, endedAt }) => speedingDurationS({ atMs: at.getTime(), endedAtMs: endedAt.getTime() })),
    // The peak of idling is how long it went on.
    idlingS: sum(ofKind("idling"), ({ peak }) => peak),
  };
}

function sum(events: readonly CountedEvent[], pick: (event: CountedEvent) => number): number {
  return events.reduce((total, event) => total + pick(event), 0);
}
