import { and, eq, sql } from "drizzle-orm";
import { withinUids } from "#db/queries/fact-pages.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { trips, tripTags } from "#db/schema/trips.ts";
import type { UidRange } from "#server/domain/automatic/ids.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

export interface TripTag {
  tag: string;
  /** When the trip was first tagged so. */
  createdAt: Date;
}

/** The id of a visible finished trip; throws `not_found`. */
export async function getTripId(db: Queryable, scope: Scope, args: { uid: UidRange }): Promise<number> {
  const [trip] = await db
    .select({ id: trips.id })
    .from(trips)
    .where(all(visibleTrips(scope), eq(trips.status, "finished"), withinUids(trips.uid, args.uid)))
    .limit(1);
  if (!trip) throw notFound("trip");
  return trip.id;
}

/** A tag of a visible trip; throws `not_found`. */
export async function getTripTag(db: Queryable, scope: Scope, args: { tripId: number; tag: string }): Promise<TripTag> {
  const [row] = await db
    .select({ tag: tripTags.tag, createdAt: tripTags.createdAt })
    .from(tripTags)
    .innerJoin(trips, eq(trips.id, tripTags.tripId))
    .where(all(visibleTrips(scope), eq(tripTags.tripId, args.tripId), eq(tripTags.tag, args.tag)))
    .limit(1);
  if (!row) throw notFound("tag");
  return row;
}

/** Tags a visible trip; one that is tagged so already keeps its moment. Null when no such trip is visible. */
export async function upsertTripTag(
  tx: Queryable,
  scope: Scope,
  args: { tripId: number; tag: string; taggedBy: number | null; at: Date },
): Promise<TripTag | null> {
  const visible = all(visibleTrips(scope), eq(trips.id, args.tripId));
  // The update changes nothing, but answers with the row that was there.
  const [row] = await tx.execute<{ tag: string; ms: number }>(sql`
    insert into trip_tags (trip_id, tag, tagged_by, created_at)
    select ${trips.id}, ${args.tag}, ${args.taggedBy}::bigint, ${args.at.toISOString()}::timestamptz from ${trips} where ${visible}
    on conflict (trip_id, tag) do update set tag = excluded.tag
    returning tag, (extract(epoch from created_at) * 1000)::float8 as ms`);
  return row ? { tag: row.tag, createdAt: new Date(row.ms) } : null;
}

/** False when no visible trip is tagged so. */
export async function deleteTripTag(tx: Queryable, scope: Scope, { tripId, tag }: { tripId: number; tag: string }): Promise<boolean> {
  const ofTrip = tx
    .select({ id: trips.id })
    .from(trips)
    .where(all(visibleTrips(scope), eq(trips.id, tripId)));
  const rows = await tx
    .delete(tripTags)
    .where(and(eq(tripTags.tag, tag), sql`${tripTags.tripId} in (${ofTrip})`))
    .returning({ tag: tripTags.tag });
  return rows.length > 0;
}
