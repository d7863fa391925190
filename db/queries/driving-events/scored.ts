/** Events of a trip as the score sees them: what screens count is what its map and its receipts show. */
import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { tripEvents } from "#db/schema/driving-events.ts";
import { trips } from "#db/schema/trips.ts";
import { hardTier } from "#server/domain/scoring/constants.ts";

const ofTrip = and(eq(tripEvents.tripId, trips.id), eq(tripEvents.basis, "score"));
const isHard = gte(tripEvents.tier, hardTier);

function countHard(kind: "hard_brake" | "hard_accel"): SQL<number> {
  return sql<number>`(select count(*)::int from ${tripEvents} where ${and(ofTrip, eq(tripEvents.kind, kind), isHard)})`;
}

/** Brakes and accelerations of a trip that are hard or very hard. */
export const hardCounts = { hardBrakes: countHard("hard_brake"), hardAccels: countHard("hard_accel") };

/** Seconds of a trip in which it was too fast; the last second of each time counts. */
export const speedingS = sql<number>`(
  select coalesce(sum(extract(epoch from ${tripEvents.endedAt} - ${tripEvents.at}) + 1), 0)::float8
  from ${tripEvents} where ${and(ofTrip, eq(tripEvents.kind, "speeding"))})`;

/** True for a trip with a hard brake or acceleration, or with speeding. */
export const hasHardEvents = sql`exists (
  select from ${tripEvents} where ${and(ofTrip, sql`(${eq(tripEvents.kind, "speeding")} or (${tripEvents.kind} <> 'idling' and ${isHard}))`)})`;
