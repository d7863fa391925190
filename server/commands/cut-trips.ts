import { createHash } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { type CutTrip, deleteTrips, finishSilentTrips, insertTrip, type KnownTrip, setTripEnd, updateTrip } from "#db/queries/cut-trips.ts";
import { type CutVehicle, lockVehicle, type TimeRange, takeRecutRanges } from "#db/queries/cutting.ts";
import { attributeTrips } from "#db/queries/driver-attribution.ts";
import { hasDtcEpisodes } from "#db/queries/dtc-episodes.ts";
import { appendEvents, type NewEvent } from "#db/queries/events.ts";
import {
  enqueueCutTrips,
  enqueueRollUpDriver,
  enqueueScoreTrips,
  enqueueTrackDtcs,
  enqueueWatchDrive,
  enqueueWatchVehicle,
} from "#db/queries/jobs.ts";
import { insertWatchRanges } from "#db/queries/watch-ranges.ts";
import { newsMs } from "#server/domain/drive/drive-watch.ts";
import { zoneOffsetMs } from "#server/domain/time.ts";
import { matchTrips, type Stretch } from "#server/domain/trips/match.ts";
import { longSilenceMs, type TripSpan } from "#server/domain/trips/segment.ts";
import { summarizeTrip, type TripFigures } from "#server/domain/trips/summarize.ts";
import type { Position, TripEndReason } from "#server/domain/trips/trip.ts";
import { findNearestTown } from "#server/places/nearest-town.ts";
import { findTimeZone } from "#server/places/time-zone.ts";
import { type CutWindow, cutWindows } from "./cut-window.ts";
import type { CommandDeps } from "./deps.ts";
import { followDrive } from "./watch-drive.ts";

/** Shorter trips are not trips: a car moved in its yard, or only its receiver (Automatic's rule), m. */
const leastDistanceM = 10;
/** Cleaning looks this far around a sample, so a change reaches this far, ms. */
const changeReachMs = 120_000;

/**
 * Brings a vehicle's trips up to its samples: cuts the stretches that changed anew and finishes trips that silence has ended.
 * Does nothing where nothing changed, so it may be repeated at will.
 */
export async function cutTrips(deps: CommandDeps, vehicleId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const vehicle = await lockVehicle(tx, vehicleId);
    if (!vehicle) return;
    const cut = new VehicleCut(tx, vehicleId, vehicle, deps.now());
    const ranges = await takeRecutRanges(tx, vehicleId);
    for (const range of ranges) await cut.recut(range);
    await followDrive(tx, vehicleId, ranges, deps.now());
    await cut.finish();
    if (ranges.length === 0) return;
    await insertWatchRanges(tx, vehicleId, ranges);
    await enqueueWatchVehicle(tx, vehicleId);
  });
}

/** A trip of the new cut; without figures when the change did not reach it. */
interface FoundTrip extends Stretch {
  cut: CutTrip | null;
}

/** One cut of one vehicle in one transaction. */
class VehicleCut {
  private readonly events: NewEvent[] = [];
  private readonly tx: Tx;
  private readonly vehicleId: number;
  private readonly vehicle: CutVehicle;
  private readonly now: Date;
  private untilMs = Number.NEGATIVE_INFINITY;
  /** Start of the earliest trip that changed. */
  private changedFromMs = Number.POSITIVE_INFINITY;
  /** ... of those that are or were finished: open trips have no score, and no other is compared with them. */
  private rescoreFromMs = Number.POSITIVE_INFINITY;
  /** When silence ends the trip that is open. */
  private finishAfterMs: number | null = null;

  constructor(tx: Tx, vehicleId: number, vehicle: CutVehicle, now: Date) {
    this.tx = tx;
    this.vehicleId = vehicleId;
    this.vehicle = vehicle;
    this.now = now;
  }

  async recut(range: TimeRange): Promise<void> {
    if (range.toMs <= this.untilMs) return;
    for await (const window of cutWindows(this.tx, this.vehicleId, this.vehicle, range)) await this.storeWindow(window, range);
  }

  private async storeWindow(window: CutWindow, range: TimeRange): Promise<void> {
    this.untilMs = window.untilMs;
    const found = window.spans.flatMap((span) => this.toFoundTrip(window, span, range) ?? []);
    const { matches, gone } = matchTrips(found, window.known);
    await this.remove(gone);
    for (const [at, trip] of found.entries()) await this.store(trip, matches[at]);
  }

  /** Scores, drivers, the outbox and the jobs that follow. */
  async finish(): Promise<void> {
    for (const trip of await finishSilentTrips(this.tx, this.vehicleId, this.now)) {
      this.noteFinished(trip.id, trip.startedAt.getTime(), trip.endedAt, trip.revision);
      // Silence has turned the car off too.
      if (this.now.getTime() - trip.endedAt.getTime() <= longSilenceMs + newsMs) await enqueueWatchDrive(this.tx, this.vehicleId);
    }
    if (Number.isFinite(this.changedFromMs)) {
      const from = new Date(this.changedFromMs);
      for (const driverId of await attributeTrips(this.tx, this.vehicleId, from, null)) await enqueueRollUpDriver(this.tx, driverId, from);
    }
    if (Number.isFinite(this.rescoreFromMs)) {
      await enqueueScoreTrips(this.tx, this.vehicleId, new Date(this.rescoreFromMs));
      // How far a car was driven with a fault is told by its trips.
      if (await hasDtcEpisodes(this.tx, this.vehicleId)) await enqueueTrackDtcs(this.tx, this.vehicleId);
    }
    await appendEvents(this.tx, this.events);
    if (this.finishAfterMs !== null) await enqueueCutTrips(this.tx, this.vehicleId, new Date(this.finishAfterMs + 1000));
  }

  /** What was a trip before and is not touched is one still; of the others those that went far enough. */
  private toFoundTrip(window: CutWindow, span: TripSpan, range: TimeRange): FoundTrip | undefined {
    const { atMs } = window.samples.columns;
    const stretch = { startedAtMs: atMs[span.first] as number, endedAtMs: atMs[span.last] as number };
    if (isUntouched(window.known, stretch, span.endReason, range)) return { ...stretch, cut: null };
    const figures = this.summarize(window, span);
    return figures.distanceM < leastDistanceM ? undefined : { ...stretch, cut: this.toCutTrip(window, figures, span) };
  }

  private async remove(gone: readonly KnownTrip[]): Promise<void> {
    for (const trip of gone) {
      this.noteChange(trip.startedAtMs, trip.status);
      this.note("trip.removed", trip.id, new Date(trip.endedAtMs), {});
    }
    const drivers = await deleteTrips(
      this.tx,
      gone.map((trip) => trip.id),
    );
    for (const driverId of drivers) await enqueueRollUpDriver(this.tx, driverId, new Date(this.changedFromMs));
  }

  private async store({ cut: trip }: FoundTrip, known: KnownTrip | undefined): Promise<void> {
    if (!trip) return;
    if (trip.status === "open") this.finishAfterMs = trip.finishAfterMs;
    if (!known) this.noteStored(await insertTrip(this.tx, trip), trip, 1);
    else if (known.digest === trip.digest) await this.storeStatus(known, trip);
    else {
      const revision = known.revision + (known.status === "finished" ? 1 : 0);
      await updateTrip(this.tx, known.id, revision, trip);
      this.noteChange(known.startedAtMs, known.status);
      this.noteStored(known.id, trip, revision);
    }
  }

  /** The figures are as they were; only what is known of the end may have changed. */
  private async storeStatus(known: KnownTrip, trip: CutTrip): Promise<void> {
    const { status, finishAfterMs, figures } = trip;
    if (status === known.status && figures.endReason === known.endReason) return;
    await setTripEnd(this.tx, known.id, { status, finishAfterMs, endReason: figures.endReason });
    if (status !== known.status) this.noteStored(known.id, trip, known.revision);
  }

  private summarize({ samples: { columns }, speed }: CutWindow, span: TripSpan): TripFigures {
    const startedAtMs = columns.atMs[span.first] as number;
    let fix = span.first;
    while (fix < span.last && Number.isNaN(columns.lat[fix] as number)) fix++;
    const lat = columns.lat[fix] as number;
    const zone = this.zoneOf(Number.isNaN(lat) ? null : { lat, lon: columns.lon[fix] as number });
    return summarizeTrip(columns, speed, span, { traits: this.vehicle, utcOffsetMs: zoneOffsetMs(zone, startedAtMs) });
  }

  private zoneOf(position: Position | null): string {
    return position ? findTimeZone(position) : this.vehicle.timeZone;
  }

  private toCutTrip({ samples }: CutWindow, figures: TripFigures, span: TripSpan): CutTrip {
    const { start, end, endedAtMs, endReason: _how, ...told } = figures;
    const finishAfterMs = endedAtMs + span.silenceMs;
    const open = span.endReason === "last_sample" && this.now.getTime() < finishAfterMs;
    const [startTown, endTown] = [start && findNearestTown(start), end && findNearestTown(end)];
    const [startQuarter, endQuarter] = [startTown?.quarter ?? null, endTown?.quarter ?? null];
    const places = {
      startPlace: startTown?.town ?? null,
      endPlace: endTown?.town ?? null,
      startTimeZone: this.zoneOf(start),
      endTimeZone: this.zoneOf(end),
    };
    // Without a quarter there is no key for it, so that trips keep the digest they had before there were quarters.
    const quarters = { startQuarter: startQuarter ?? undefined, endQuarter: endQuarter ?? undefined };
    // How the end is known is no figure: a trip that silence has ended stays the same when the next one begins.
    const digest = createHash("sha256")
      .update(JSON.stringify({ ...told, start, end, endedAtMs, ...places, ...quarters }))
      .digest("hex");
    return {
      // After so long without a sample it is silence that has ended the trip.
      figures: span.endReason === "last_sample" && !open ? { ...figures, endReason: "silence" } : figures,
      vehicleId: this.vehicleId,
      accountId: this.vehicle.accountId,
      deviceId: samples.deviceId[span.first] as number,
      status: open ? "open" : "finished",
      finishAfterMs: open ? finishAfterMs : null,
      ...places,
      startQuarter,
      endQuarter,
      digest,
    };
  }

  private noteStored(id: number, { status, figures }: CutTrip, revision: number): void {
    if (status === "finished") this.noteFinished(id, figures.startedAtMs, new Date(figures.endedAtMs), revision);
    else {
      this.noteChange(figures.startedAtMs, status);
      this.note("trip.updated", id, new Date(figures.endedAtMs), {});
    }
  }

  private noteFinished(id: number, startedAtMs: number, endedAt: Date, revision: number): void {
    this.noteChange(startedAtMs, "finished");
    this.note("trip.finished", id, endedAt, { revision });
  }

  private noteChange(startedAtMs: number, status: "open" | "finished"): void {
    this.changedFromMs = Math.min(this.changedFromMs, startedAtMs);
    if (status === "finished") this.rescoreFromMs = Math.min(this.rescoreFromMs, startedAtMs);
  }

  private note(type: NewEvent["type"], tripId: number, at: Date, payload: NewEvent["payload"]): void {
    this.events.push({ accountId: this.vehicle.accountId, type, vehicleId: this.vehicleId, tripId, at, payload });
  }
}

/** True for a trip that was known just so before and that the change does not reach. */
function isUntouched(known: readonly KnownTrip[], trip: Stretch, endReason: TripEndReason, change: TimeRange): boolean {
  const reached = trip.startedAtMs <= change.toMs + changeReachMs && trip.endedAtMs >= change.fromMs - changeReachMs;
  return !reached && known.some((other) => isSameStretch(other, trip) && other.endReason === endReason);
}

function isSameStretch(a: Stretch, b: Stretch): boolean {
  return a.startedAtMs === b.startedAtMs && a.endedAtMs === b.endedAtMs;
}
