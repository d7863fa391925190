import { isNotNull, sql } from "drizzle-orm";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { trips } from "#db/schema/trips.ts";
import type { Scope } from "#server/domain/scope.ts";

/** The encoded polylines of the newest visible trips, newest first. */
export async function listTripLines(db: Queryable, scope: Scope, { limit }: { limit: number }): Promise<string[]> {
  const rows = await db
    .select({ polyline: trips.polyline })
    .from(trips)
    .where(all(visibleTrips(scope), isNotNull(trips.polyline)))
    // Written like the index is, or PostgreSQL would sort all trips.
    .orderBy(sql`${trips.startedAt} desc nulls last`, sql`${trips.id} desc nulls last`)
    .limit(limit);
  return rows.flatMap(({ polyline }) => polyline ?? []);
}
