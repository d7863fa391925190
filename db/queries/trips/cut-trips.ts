/** Trips as cutting reads and writes them. */
import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tripEvents } from "#db/schema/driving-events.ts";
import { trips, tripTracks } from "#db/schema/trips.ts";
import { writeInSlices } from "#db/slices.ts";
import type { TripFigures } from "#server/domain/trips/summarize.ts";
import type { TripEndReason } from "#server/domain/trips/trip.ts";

/** A trip cut before, as much of it as deciding needs. */
export interface KnownTrip {
  id: number;
  deviceId: number | null;
  startedAtMs: number;
  endedAtMs: number;
  endReason: TripEndReason;
  status: "open" | "finished";
  revision: number;
  digest: string;
}

/** Trips of a vehicle that overlap a time, in order of start. Infinite ends are open. */
export async function listKnownTrips(tx: Tx, vehicleId: number, fromMs: number, toMs: number): Promise<KnownTrip[]> {
  const rows = await tx
    .select({
      id: trips.id,
      deviceId: trips.deviceId,
      startedAt: trips.startedAt,
      endedAt: trips.endedAt,
      endReason: trips.endReason,
      status: trips.status,
      revision: trips.revision,
      digest: trips.digest,
    })
    .from(trips)
    .where(
      and(
        eq(trips.vehicleId, vehicleId),
        Number.isFinite(fromMs) ? gte(trips.endedAt, new Date(fromMs)) : undefined,
        Number.isFinite(toMs) ? lte(trips.startedAt, new Date(toMs)) : undefined,
      ),
    )
    .orderBy(trips.startedAt);
  return rows.map(({ startedAt, endedAt, ...row }) => ({ ...row, startedAtMs: startedAt.getTime(), endedAtMs: endedAt.getTime() }));
}

/** A trip to store: its figures and what they do not say themselves. */
export interface CutTrip {
  figures: TripFigures;
  vehicleId: number;
  accountId: number;
  deviceId: number;
  status: "open" | "finished";
  finishAfterMs: number | null;
  startPlace: string | null;
  endPlace: string | null;
  startQuarter: string | null;
  endQuarter: string | null;
  startTimeZone: string;
  endTimeZone: string;
  digest: string;
}

function toRow({ figures, finishAfterMs, ...trip }: CutTrip) {
  const { startedAtMs, endedAtMs, start, end, events: _events, track: _track, ...values } = figures;
  return {
    ...values,
    ...trip,
    startedAt: new Date(startedAtMs),
    endedAt: new Date(endedAtMs),
    finishAfter: finishAfterMs === null ? null : new Date(finishAfterMs),
    startLat: start?.lat ?? null,
    startLon: start?.lon ?? null,
    endLat: end?.lat ?? null,
    endLon: end?.lon ?? null,
  };
}

/** Stores a new trip with its events and track; gives its id. */
export async function insertTrip(tx: Tx, trip: CutTrip): Promise<number> {
  const [row] = await tx.insert(trips).values(toRow(trip)).returning({ id: trips.id });
  if (!row) throw new Error("a trip was not inserted");
  await writeParts(tx, row.id, trip);
  return row.id;
}

/** Writes a trip anew under its id. */
export async function updateTrip(tx: Tx, id: number, revision: number, trip: CutTrip): Promise<void> {
  await tx
    .update(trips)
    .set({ ...toRow(trip), revision, updatedAt: sql`now()` })
    .where(eq(trips.id, id));
  await tx.delete(tripEvents).where(eq(tripEvents.tripId, id));
  await tx.delete(tripTracks).where(eq(tripTracks.tripId, id));
  await writeParts(tx, id, trip);
}

async function writeParts(tx: Tx, tripId: number, { figures }: CutTrip): Promise<void> {
  await tx.insert(tripTracks).values({ tripId, track: figures.track });
  const rows = figures.events.map(({ atMs, endedAtMs, position, ...event }) => ({
    ...event,
    tripId,
    at: new Date(atMs),
    endedAt: new Date(endedAtMs),
    lat: position?.lat ?? null,
    lon: position?.lon ?? null,
  }));
  await writeInSlices(rows, (slice) => tx.insert(tripEvents).values(slice));
}

/** Writes how a trip ended and by which device it is known, its figures being as they were. */
export async function setTripEnd(
  tx: Tx,
  id: number,
  { status, finishAfterMs, deviceId, endReason }: Pick<CutTrip, "status" | "finishAfterMs" | "deviceId"> & { endReason: TripEndReason },
): Promise<void> {
  const finishAfter = finishAfterMs === null ? null : new Date(finishAfterMs);
  await tx.update(trips).set({ status, finishAfter, deviceId, endReason, updatedAt: sql`now()` }).where(eq(trips.id, id));
}

/** Removes trips; gives the drivers who lose one. */
export async function deleteTrips(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const gone = await writeInSlices(ids, (slice) =>
    tx.delete(trips).where(inArray(trips.id, slice)).returning({ driverId: trips.driverId }),
  );
  return [...new Set(gone.flatMap(({ driverId }) => driverId ?? []))].sort((a, b) => a - b);
}

/** Finishes the open trips of a vehicle that silence has ended by now; gives them in order of start. */
export async function finishSilentTrips(
  tx: Tx,
  vehicleId: number,
  now: Date,
): Promise<{ id: number; startedAt: Date; endedAt: Date; revision: number }[]> {
  const finished = await tx
    .update(trips)
    .set({ status: "finished", finishAfter: null, endReason: "silence", updatedAt: sql`now()` })
    .where(and(eq(trips.vehicleId, vehicleId), eq(trips.status, "open"), lte(trips.finishAfter, now)))
    .returning({ id: trips.id, startedAt: trips.startedAt, endedAt: trips.endedAt, revision: trips.revision });
  return finished.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}
