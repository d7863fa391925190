import { createHash } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { insertWatchRanges } from "#db/queries/alerts/watch-ranges.ts";
import { hasDtcEpisodes } from "#db/queries/health/dtc-episodes.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import {
  enqueueCutTrips,
  enqueueFinishTrips,
  enqueueRollUpDriver,
  enqueueScoreTrips,
  enqueueTrackDtcs,
  enqueueWatchDrive,
  enqueueWatchVehicle,
  noteRescore,
} from "#db/queries/queue/jobs.ts";
import {
  type CutTrip,
  deleteTrips,
  finishSilentTrips,
  insertTrip,
  type KnownTrip,
  setTripEnd,
  updateTrip,
} from "#db/queries/trips/cut-trips.ts";
import { type CutVehicle, insertRecutRanges, lockVehicle, type TimeRange, takeRecutRanges } from "#db/queries/trips/cutting.ts";
import { attributeTrips } from "#db/queries/trips/driver-attribution.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { followDrive } from "#server/commands/driving-events/watch-drive.ts";
import { newsMs } from "#server/domain/driving-events/live/drive-watch.ts";
import { zoneOffsetMs } from "#server/domain/time.ts";
import { matchTrips, type Stretch } from "#server/domain/trips/match.ts";
import { longSilenceMs, type TripSpan } from "#server/domain/trips/segment.ts";
import { summarizeTrip, type TripFigures } from "#server/domain/trips/summarize.ts";
import type { Position } from "#server/domain/trips/trip.ts";
import { findNearestTown } from "#server/places/nearest-town.ts";
import { findTimeZone } from "#server/places/time-zone.ts";
import { isReached, rangesAfter, rangesUpTo } from "./changed-ranges.ts";
import { type CutInput, CutWalk, type CutWindow, isKnown, toStretch } from "./cut-window.ts";

/** Shorter trips are not trips: a car moved in its yard, or only its receiver (Automatic's rule), m. */
const leastDistanceM = 10;
/** How much of a vehicle is cut at a time. */
export interface CutLimits {
  /** Samples read at a time. */
  pageRows: number;
  /** Samples read in one transaction, before the rest is left to the next job: other vehicles get their turn in between. */
  samplesPerCut: number;
}

/** A hundred thousand samples are a day of driving at 1 Hz and take a few seconds. */
const usualLimits: CutLimits = { pageRows: 20_000, samplesPerCut: 100_000 };

export interface CutOptions {
  /** Works on the stretches that are cut again although no sample changed there, and on no others. */
  background?: boolean;
  limits?: CutLimits;
}

/**
 * Brings a vehicle's trips up to its samples: cuts the stretches that changed again and finishes trips that silence has ended.
 * Does nothing where nothing changed, so it may be repeated at will. Much is cut in several transactions, each of which leaves the
 * rest to a job of its own. Gives the stretches that are left; none when all is cut.
 */
export async function cutTrips(deps: CommandDeps, vehicleId: number, options: CutOptions = {}): Promise<TimeRange[]> {
  const { background = false, limits = usualLimits } = options;
  return deps.db.transaction(async (tx) => {
    const vehicle = await lockVehicle(tx, vehicleId);
    if (!vehicle) return [];
    const ranges = await takeRecutRanges(tx, vehicleId, { background });
    const cut = new VehicleCut({ tx, vehicleId, vehicle, ranges, pageRows: limits.pageRows }, deps.now());
    const { done, rest } = await cut.recut(limits.samplesPerCut);
    // What samples that did not change say is no news.
    if (!background) await followDrive(tx, vehicleId, ranges, deps.now());
    await cut.finish({ all: rest.length === 0 });
    await insertRecutRanges(tx, vehicleId, rest, { background });
    if (rest.length > 0) await enqueueCutTrips(tx, vehicleId, { background });
    if (background || done.length === 0) return rest;
    await insertWatchRanges(tx, vehicleId, done);
    await enqueueWatchVehicle(tx, vehicleId);
    return rest;
  });
}

/** A trip of the new cut; without figures when the change did not reach it. */
interface FoundTrip extends Stretch {
  cut: CutTrip | null;
}

/** One cut of one vehicle in one transaction. */
class VehicleCut {
  private readonly events: NewEvent[] = [];
  private readonly input: CutInput;
  private readonly tx: Tx;
  private readonly vehicleId: number;
  private readonly vehicle: CutVehicle;
  private readonly now: Date;
  /** Start of the earliest trip that changed. */
  private changedFromMs = Number.POSITIVE_INFINITY;
  /** ... of those that are or were finished: open trips have no score, and no other is compared with them. */
  private rescoreFromMs = Number.POSITIVE_INFINITY;
  /** When silence ends the trip that is open. */
  private finishAfterMs: number | null = null;

  constructor(input: CutInput, now: Date) {
    this.input = input;
    this.tx = input.tx;
    this.vehicleId = input.vehicleId;
    this.vehicle = input.vehicle;
    this.now = now;
  }

  /** Cuts the changed stretches again, all or as much as the samples allow; gives what is done and what is left. */
  async recut(samplesPerCut: number): Promise<{ done: TimeRange[]; rest: TimeRange[] }> {
    const { ranges } = this.input;
    const walk = new CutWalk(this.input);
    for await (const window of walk.windows()) {
      await this.storeWindow(window);
      if (walk.samplesRead < samplesPerCut) continue;
      const rest = rangesAfter(ranges, window);
      // The walk begins before the first change: only what gets beyond that is progress.
      if (rest.length < ranges.length || rest[0]?.fromMs !== ranges[0]?.fromMs) return { done: rangesUpTo(ranges, window), rest };
    }
    return { done: [...ranges], rest: [] };
  }

  private async storeWindow(window: CutWindow): Promise<void> {
    const found = window.spans.flatMap((span) => this.toFoundTrip(window, span) ?? []);
    const { matches, gone } = matchTrips(found, window.known);
    // A known trip that goes on after the window is judged with the next one.
    await this.remove(gone.filter(({ endedAtMs }) => endedAtMs <= window.untilMs));
    for (const [at, trip] of found.entries()) await this.store(trip, matches[at]);
  }

  /** Drivers, the outbox and the jobs that follow; scores when `all` is cut, because each is compared with those before. */
  async finish({ all }: { all: boolean }): Promise<void> {
    for (const trip of await finishSilentTrips(this.tx, this.vehicleId, this.now)) {
      this.noteFinished(trip.id, trip.startedAt.getTime(), trip.endedAt, trip.revision);
      // Silence has turned the car off too.
      if (this.now.getTime() - trip.endedAt.getTime() <= longSilenceMs + newsMs) await enqueueWatchDrive(this.tx, this.vehicleId);
    }
    if (Number.isFinite(this.changedFromMs)) {
      const from = new Date(this.changedFromMs);
      for (const driverId of await attributeTrips(this.tx, this.vehicleId, from, null)) await enqueueRollUpDriver(this.tx, driverId, from);
    }
    if (Number.isFinite(this.rescoreFromMs)) await noteRescore(this.tx, this.vehicleId, new Date(this.rescoreFromMs));
    // How far a car was driven with a fault is known by its trips.
    if (all && (await enqueueScoreTrips(this.tx, this.vehicleId)) && (await hasDtcEpisodes(this.tx, this.vehicleId))) {
      await enqueueTrackDtcs(this.tx, this.vehicleId);
    }
    await appendEvents(this.tx, this.events);
    if (this.finishAfterMs !== null) await enqueueFinishTrips(this.tx, this.vehicleId, new Date(this.finishAfterMs + 1000));
  }

  /** What was a trip before and is not touched is one still; of the others those that went far enough. */
  private toFoundTrip(window: CutWindow, span: TripSpan): FoundTrip | undefined {
    const stretch = toStretch(window.samples, span);
    const untouched = !isReached(this.input.ranges, stretch) && isKnown(window.known, stretch, span.endReason);
    if (untouched) return { ...stretch, cut: null };
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

  /** The figures are as they were; only what is known of the end, or which of two devices it is from, may have changed. */
  private async storeStatus(known: KnownTrip, trip: CutTrip): Promise<void> {
    const { status, finishAfterMs, deviceId, figures } = trip;
    if (status === known.status && figures.endReason === known.endReason && deviceId === known.deviceId) return;
    await setTripEnd(this.tx, known.id, { status, finishAfterMs, deviceId, endReason: figures.endReason });
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
    const { start, end, endedAtMs, endReason: _how, omittedEvents, ...told } = figures;
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
    // ... nor one for omitted events where there are none.
    const omitted = omittedEvents > 0 && { omittedEvents };
    // How the end is known is no figure: a trip that silence has ended stays the same when the next one begins.
    const digest = createHash("sha256")
      .update(JSON.stringify({ ...told, start, end, endedAtMs, ...places, ...quarters, ...omitted }))
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
