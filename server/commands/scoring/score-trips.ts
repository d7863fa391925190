import { createHash } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { listPlaces } from "#db/queries/driving-events/live.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import { enqueueRollUpDriver, enqueueRollUpVehicle } from "#db/queries/queue/jobs.ts";
import { listTripsBefore, listTripsToScore, type TripToScore, takeRescoreRange, upsertReportCard } from "#db/queries/scoring/scoring.ts";
import { lockVehicle } from "#db/queries/trips/cutting.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { onTheRoad } from "#server/commands/driving-events/on-the-road.ts";
import { placeReachMs } from "#server/domain/driving-events/live/drive-walk.ts";
import { historyTrips, type PastTrip, TrailingTrips } from "#server/domain/scoring/history.ts";
import { scoreTrip } from "#server/domain/scoring/score-trip.ts";

/** Trips scored at a time: evidence is a few kilobytes each. */
const pageTrips = 200;

/**
 * Writes the report cards of a vehicle's finished trips from the earliest changed one on; later trips are compared with
 * earlier ones, so they may change too. Cards that come out as they were are left alone.
 */
export async function scoreTrips(deps: CommandDeps, vehicleId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const vehicle = await lockVehicle(tx, vehicleId);
    const from = vehicle && (await takeRescoreRange(tx, vehicleId));
    if (!from) return;
    const history = new TrailingTrips();
    for (const { ratios, ...trip } of await listTripsBefore(tx, vehicleId, from, historyTrips)) {
      history.add({ ...trip, ratios: ratios === null ? null : JSON.parse(ratios) });
    }
    const drivers = new Map<number, Date>();
    for (let after: Date | null = null; ; ) {
      const page: TripToScore[] = await listTripsToScore(tx, vehicleId, from, after, pageTrips);
      const scored: NewEvent[] = [];
      for (const trip of page) {
        const event = await scoreOne(tx, trip, history, { vehicleId, accountId: vehicle.accountId });
        if (!event) continue;
        scored.push(event);
        if (trip.driverId !== null && !drivers.has(trip.driverId)) drivers.set(trip.driverId, trip.startedAt);
      }
      await appendEvents(tx, scored);
      await tellOfCompleted(tx, { vehicleId, accountId: vehicle.accountId }, page);
      after = page.at(-1)?.startedAt ?? null;
      if (page.length < pageTrips) break;
    }
    await enqueueRollUpVehicle(tx, vehicleId);
    // In order of id: two vehicles with the same drivers must not wait for each other.
    for (const [driverId, earliest] of [...drivers].sort(([a], [b]) => a - b)) await enqueueRollUpDriver(tx, driverId, earliest);
  });
}

/** Tells apps of the trips that had no report card before: each once, whatever becomes of it later. */
async function tellOfCompleted(tx: Tx, of: { vehicleId: number; accountId: number }, trips: readonly TripToScore[]): Promise<void> {
  const completed = trips.filter(({ scoredRevision }) => scoredRevision === null);
  const ends = completed.map(({ endedAt }) => endedAt.getTime());
  const places = await listPlaces(tx, of.vehicleId, ends, placeReachMs);
  const events = completed.map(({ id, endedAt, deviceId }, i): NewEvent => {
    return { ...of, type: "trip.completed", tripId: id, at: endedAt, payload: onTheRoad(deviceId, places[i] ?? null) };
  });
  await appendEvents(tx, events);
}

/** Scores a trip after those in the history and adds it there; gives the event if its card is new or changed. */
async function scoreOne(
  tx: Tx,
  trip: TripToScore,
  history: TrailingTrips,
  key: { vehicleId: number; accountId: number },
): Promise<NewEvent | undefined> {
  const past: PastTrip = { ...trip, ratios: trip.evidence.ratios };
  const start = trip.startLat === null || trip.startLon === null ? null : { lat: trip.startLat, lon: trip.startLon };
  const card = scoreTrip({ ...trip, start, startedAtMs: trip.startedAt.getTime() }, history.describe(past));
  history.add(past);
  const digest = createHash("sha256").update(JSON.stringify(card)).digest("hex");
  if (trip.scoredRevision === trip.revision && trip.scoredDigest === digest) return undefined;
  await upsertReportCard(tx, trip.id, trip.revision, card, digest);
  return { ...key, type: "trip.scored", tripId: trip.id, at: trip.endedAt, payload: { driveScore: card.driveScore } };
}
