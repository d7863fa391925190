/** What is read of a vehicle's trips to tell how far it was driven between two moments. */
import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { trips, tripTracks } from "#db/schema/trips.ts";
import type { LogbookTrip } from "#server/domain/trips/logbook.ts";
import type { Position, TripTrack } from "#server/domain/trips/trip.ts";

/** A vehicle's trips, also open ones, from the last that started by a moment on, in order of start. */
export async function listLogbookTrips(tx: Tx, vehicleId: number, fromMs: number): Promise<LogbookTrip[]> {
  const from = sql`${new Date(fromMs).toISOString()}::timestamptz`;
  const lastBefore = sql`(select max(b.started_at) from trips b where b.vehicle_id = ${vehicleId} and b.started_at <= ${from})`;
  const rows = await tx
    .select({
      id: trips.id,
      startedAt: trips.startedAt,
      endedAt: trips.endedAt,
      distanceM: trips.distanceM,
      odometerStartKm: trips.odometerStartKm,
      odometerEndKm: trips.odometerEndKm,
      startLat: trips.startLat,
      startLon: trips.startLon,
      endLat: trips.endLat,
      endLon: trips.endLon,
    })
    .from(trips)
    .where(and(eq(trips.vehicleId, vehicleId), gte(trips.startedAt, sql`coalesce(${lastBefore}, ${from})`)))
    .orderBy(asc(trips.startedAt));
  return rows.map(({ startedAt, endedAt, startLat, startLon, endLat, endLon, ...trip }) => ({
    ...trip,
    startedAtMs: startedAt.getTime(),
    endedAtMs: endedAt.getTime(),
    start: toPosition(startLat, startLon),
    end: toPosition(endLat, endLon),
  }));
}

/** The tracks of these trips: keep the list short, a track has up to 2000 points. */
export async function listTracks(tx: Tx, tripIds: readonly number[]): Promise<{ tripId: number; track: TripTrack }[]> {
  return tx
    .select({ tripId: tripTracks.tripId, track: tripTracks.track })
    .from(tripTracks)
    .where(inArray(tripTracks.tripId, [...tripIds]));
}

function toPosition(lat: number | null, lon: number | null): Position | null {
  return lat === null || lon === null ? null : { lat, lon };
}
