import type { Tx } from "#db/client.ts";
import { type KnownTrip, listKnownTrips } from "#db/queries/cut-trips.ts";
import {
  type CutVehicle,
  findWalkStart,
  readSamples,
  type TimeRange,
  takeColumns,
  toVehicleSamples,
  type VehicleSamples,
} from "#db/queries/cutting.ts";
import { type CleanSpeed, cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { longSilenceMs, type SegmentStart, segmentTrips, type TripSpan } from "#server/domain/trips/segment.ts";
import { engineStopsWhileDriving } from "#server/domain/vehicle/traits.ts";

/** Samples read at a time while looking for the end of the touched stretch. */
const pageRows = 20_000;
/** Cleaning looks this far around a sample; a trip is only taken as unchanged when it ends further from the last one read, ms. */
const cleaningReachMs = 120_000;

/** The stretch around a change that is cut anew: its samples and trips, and the trips known in it. */
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
 * nothing can differ: a long silence, the end of a trip that is as it was before, or the newest sample.
 */
export async function cutWindow(tx: Tx, vehicleId: number, vehicle: CutVehicle, range: TimeRange): Promise<CutWindow> {
  const { afterMs, trip } = await findWalkStart(tx, vehicleId, range.fromMs);
  const start: SegmentStart | null = trip ? { lastAtMs: afterMs, endReason: trip } : null;
  const rules = { engineStopsWhileDriving: engineStopsWhileDriving(vehicle) };
  const known = await listKnownTrips(tx, vehicleId, afterMs + 1, Number.POSITIVE_INFINITY);
  const rows: Awaited<ReturnType<typeof readSamples>> = [];
  for (let lastMs = afterMs; ; ) {
    const page = await readSamples(tx, vehicleId, lastMs, pageRows);
    // One by one: spreading a page into push() would overflow the stack.
    for (const row of page) rows.push(row);
    lastMs = Number(rows.at(-1)?.["at_ms"] ?? lastMs);
    const complete = page.length < pageRows;
    const read = toVehicleSamples(rows);
    const silentFrom = findLongSilence(read, range.toMs);
    const samples = silentFrom === undefined ? read : takeSamples(read, silentFrom);
    const speed = cleanSpeed(samples.columns);
    const silenceFollows = silentFrom !== undefined;
    const spans = segmentTrips({ columns: samples.columns, speed, rules, start, silenceFollows });
    const window = { samples, speed, spans, known };
    if (silenceFollows) return endWindow(window, samples.columns.atMs.at(-1) ?? range.toMs);
    if (complete) return endWindow(window, Number.POSITIVE_INFINITY);
    const unchanged = findUnchangedTrip(window, range.toMs, lastMs - cleaningReachMs);
    if (unchanged !== undefined) {
      const kept = spans.slice(0, unchanged + 1);
      return endWindow({ ...window, spans: kept }, samples.columns.atMs[kept.at(-1)?.last ?? 0] ?? range.toMs);
    }
  }
}

function endWindow(window: Omit<CutWindow, "untilMs">, untilMs: number): CutWindow {
  return { ...window, untilMs, known: window.known.filter((trip) => trip.startedAtMs <= untilMs) };
}

function takeSamples({ columns, deviceId }: VehicleSamples, length: number): VehicleSamples {
  return { columns: takeColumns(columns, length), deviceId: deviceId.subarray(0, length) };
}

/** Index of the first sample after a long silence that follows the change. */
function findLongSilence({ columns: { atMs, length } }: VehicleSamples, afterMs: number): number | undefined {
  for (let i = 1; i < length; i++) {
    if ((atMs[i] as number) > afterMs && (atMs[i] as number) - (atMs[i - 1] as number) > longSilenceMs) return i;
  }
  return undefined;
}

/** Index of the first trip after the change that is exactly one of the known ones: from there on nothing differs. */
function findUnchangedTrip({ samples, spans, known }: Omit<CutWindow, "untilMs">, afterMs: number, beforeMs: number): number | undefined {
  const { atMs } = samples.columns;
  const found = spans.findIndex(({ first, last, endReason }) => {
    const startedAtMs = atMs[first] as number;
    const endedAtMs = atMs[last] as number;
    return (
      startedAtMs > afterMs &&
      endedAtMs < beforeMs &&
      endReason !== "last_sample" &&
      known.some((trip) => trip.startedAtMs === startedAtMs && trip.endedAtMs === endedAtMs && trip.endReason === endReason)
    );
  });
  return found < 0 ? undefined : found;
}
