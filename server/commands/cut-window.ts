import type { Tx } from "#db/client.ts";
import { type KnownTrip, listKnownTrips } from "#db/queries/cut-trips.ts";
import {
  type CutVehicle,
  concatSamples,
  findWalkStart,
  readSamples,
  sliceSamples,
  type TimeRange,
  type VehicleSamples,
} from "#db/queries/cutting.ts";
import { type CleanSpeed, cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { longSilenceMs, type SegmentStart, segmentTrips, type TripSpan } from "#server/domain/trips/segment.ts";
import { engineStopsWhileDriving } from "#server/domain/vehicle/traits.ts";

/** Samples read at a time while looking for the end of the touched stretch. */
const pageRows = 20_000;
/** Cleaning looks this far around a sample; a trip is only taken as unchanged when it ends further from the last one read, ms. */
const cleaningReachMs = 120_000;

/** A stretch that is cut anew: its samples and trips, and the trips known in it. */
export interface CutWindow {
  samples: VehicleSamples;
  speed: CleanSpeed;
  spans: TripSpan[];
  known: KnownTrip[];
  /** All up to here is cut; infinite when the newest samples are in. */
  untilMs: number;
}

/**
 * Reads and cuts what a change may have touched: from the quiet before it to the first moment after it from which on
 * nothing can differ: a long silence, the end of a trip that is as it was before, or the newest sample. A long change comes
 * in windows between long silences, so that memory holds some days at most, not years.
 */
export async function* cutWindows(tx: Tx, vehicleId: number, vehicle: CutVehicle, range: TimeRange): AsyncGenerator<CutWindow> {
  const { afterMs, trip } = await findWalkStart(tx, vehicleId, range.fromMs);
  const cutter = new WindowCutter(tx, vehicleId, vehicle, trip ? { lastAtMs: afterMs, endReason: trip } : null, afterMs);
  let rest: VehicleSamples | undefined;
  for (let lastMs = afterMs; ; ) {
    const { complete, ...page } = await readSamples(tx, vehicleId, lastMs, pageRows);
    const read = rest ? concatSamples(rest, page) : page;
    const { atMs, length } = read.columns;
    lastMs = atMs[length - 1] ?? lastMs;
    const silentFrom = findLongSilence(read, range.toMs);
    if (silentFrom !== undefined) return yield await cutter.cut(sliceSamples(read, 0, silentFrom), { silenceFollows: true });
    if (complete) return yield await cutter.cut(read, { silenceFollows: false });
    const quietFrom = findLastLongSilence(read);
    if (quietFrom !== undefined) {
      yield await cutter.cut(sliceSamples(read, 0, quietFrom), { silenceFollows: true });
      rest = sliceSamples(read, quietFrom, length);
    } else {
      const settled = await cutter.cutToUnchangedTrip(read, range.toMs, lastMs - cleaningReachMs);
      if (settled) return yield settled;
      rest = read;
    }
  }
}

/** Cuts one window after another, each taking up where the one before ended. */
class WindowCutter {
  private readonly tx: Tx;
  private readonly vehicleId: number;
  private readonly vehicle: CutVehicle;
  private start: SegmentStart | null;
  private afterMs: number;

  constructor(tx: Tx, vehicleId: number, vehicle: CutVehicle, start: SegmentStart | null, afterMs: number) {
    this.tx = tx;
    this.vehicleId = vehicleId;
    this.vehicle = vehicle;
    this.start = start;
    this.afterMs = afterMs;
  }

  async cut(samples: VehicleSamples, { silenceFollows }: { silenceFollows: boolean }): Promise<CutWindow> {
    const untilMs = silenceFollows ? (samples.columns.atMs.at(-1) as number) : Number.POSITIVE_INFINITY;
    const known = await listKnownTrips(this.tx, this.vehicleId, this.afterMs + 1, untilMs);
    const { spans, speed } = this.segment(samples, silenceFollows);
    this.start = null;
    this.afterMs = untilMs;
    return { samples, speed, spans, known, untilMs };
  }

  /** Cuts up to the first trip after the change that is exactly as known: from there on nothing differs. */
  async cutToUnchangedTrip(samples: VehicleSamples, afterMs: number, beforeMs: number): Promise<CutWindow | undefined> {
    const { atMs } = samples.columns;
    if (!((atMs.at(-1) ?? 0) > afterMs)) return undefined;
    const { spans, speed } = this.segment(samples, false);
    const known = await listKnownTrips(this.tx, this.vehicleId, this.afterMs + 1, Number.POSITIVE_INFINITY);
    const found = spans.findIndex(({ first, last, endReason }) => {
      const [startedAtMs, endedAtMs] = [atMs[first] as number, atMs[last] as number];
      const same = (trip: KnownTrip) => trip.startedAtMs === startedAtMs && trip.endedAtMs === endedAtMs && trip.endReason === endReason;
      return startedAtMs > afterMs && endedAtMs < beforeMs && endReason !== "last_sample" && known.some(same);
    });
    const last = spans[found];
    if (!last) return undefined;
    const untilMs = atMs[last.last] as number;
    return { samples, speed, spans: spans.slice(0, found + 1), known: known.filter((trip) => trip.startedAtMs <= untilMs), untilMs };
  }

  private segment(samples: VehicleSamples, silenceFollows: boolean): { spans: TripSpan[]; speed: CleanSpeed } {
    const { columns } = samples;
    const speed = cleanSpeed(columns);
    const rules = { engineStopsWhileDriving: engineStopsWhileDriving(this.vehicle) };
    return { speed, spans: segmentTrips({ columns, speed, rules, start: this.start, silenceFollows }) };
  }
}

/** Index of the first sample after a long silence that follows the change. */
function findLongSilence({ columns: { atMs, length } }: VehicleSamples, afterMs: number): number | undefined {
  for (let i = 1; i < length; i++) {
    if ((atMs[i] as number) > afterMs && (atMs[i] as number) - (atMs[i - 1] as number) > longSilenceMs) return i;
  }
  return undefined;
}

/** Index of the first sample after the last long silence. */
function findLastLongSilence({ columns: { atMs, length } }: VehicleSamples): number | undefined {
  for (let i = length - 1; i > 0; i--) if ((atMs[i] as number) - (atMs[i - 1] as number) > longSilenceMs) return i;
  return undefined;
}
