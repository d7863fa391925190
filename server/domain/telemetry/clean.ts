/** Signals with the sensors' own errors taken out: which speed to believe, and which fixes. */
import { distanceBetweenM } from "#server/domain/geo.ts";
import type { SampleColumns } from "./sample.ts";

/** A GPS speed below this that comes with a position is the drift of a standing receiver, km/h. */
export const driftKmh = 3;
/** The same for a speed worked out from two positions, which is noisier, km/h. */
export const positionDriftKmh = 4;
/** Positions are compared over at least this long, so that a metre of noise is not a speed, ms. */
export const positionSpanMs = 5_000;
/** ... and at most this long: over a longer silence nothing is known. */
export const positionSpanMaxMs = 120_000;
/** A speed is worked out from positions only where no reported speed is this near, ms. */
export const speedNearMs = 60_000;
/** What is believed of a sample depends on no other that is further away, ms. */
export const cleaningReachMs = Math.max(positionSpanMaxMs, speedNearMs);
/** Fixes with a worse reported accuracy are not used, m. */
export const worstAccuracyM = 100;
/** No car of this world's roads goes from fix to fix faster, km/h (reference figures use the same bound). */
export const fastestFixKmh = 250;

export const speedNone = 0;
export const speedObd = 1;
export const speedGps = 2;
export const speedPosition = 3;

/** The believed speed of each sample, km/h (NaN: unknown, 0: at rest) and where it comes from. */
export interface CleanSpeed {
  kmh: Float64Array;
  origin: Uint8Array;
}

/** The car's own speed where it is reported, else GPS speed, else a speed from positions; drift at rest is 0. */
export function cleanSpeed(columns: SampleColumns): CleanSpeed {
  const { length, speedKmh, gpsSpeedKmh, lat } = columns;
  const kmh = new Float64Array(length).fill(Number.NaN);
  const origin = new Uint8Array(length);
  let missing = false;
  for (let i = 0; i < length; i++) {
    const obd = speedKmh[i] as number;
    const gps = gpsSpeedKmh[i] as number;
    if (obd >= 0) {
      kmh[i] = obd;
      origin[i] = speedObd;
    } else if (gps >= 0) {
      const drifting = gps < driftKmh && !Number.isNaN(lat[i] as number);
      kmh[i] = drifting ? 0 : gps;
      origin[i] = speedGps;
    } else if (!Number.isNaN(lat[i] as number)) {
      missing = true;
    }
  }
  if (missing) addSpeedFromPositions(columns, { kmh, origin });
  return { kmh, origin };
}

function addSpeedFromPositions(columns: SampleColumns, speed: CleanSpeed): void {
  const { length, atMs, lat, lon } = columns;
  const near = markNearReportedSpeed(atMs, speed.origin);
  let from = 0;
  for (let i = 0; i < length; i++) {
    if (speed.origin[i] !== speedNone || near[i] || Number.isNaN(lat[i] as number)) continue;
    // Against the newest fix that is at least `positionSpanMs` older.
    while (from < i && (Number.isNaN(lat[from] as number) || hasLaterAnchor(atMs, lat, from, i))) from++;
    const spanMs = (atMs[i] as number) - (atMs[from] as number);
    if (spanMs < positionSpanMs || spanMs > positionSpanMaxMs) continue;
    const metres = distanceBetweenM(lat[from] as number, lon[from] as number, lat[i] as number, lon[i] as number);
    const kmh = (metres / spanMs) * 3600;
    speed.kmh[i] = kmh < positionDriftKmh ? 0 : kmh;
    speed.origin[i] = speedPosition;
  }
}

/** True when a later fix than `from` is still old enough to measure a speed at `i` against. */
function hasLaterAnchor(atMs: Float64Array, lat: Float64Array, from: number, i: number): boolean {
  let next = from + 1;
  while (next < i && Number.isNaN(lat[next] as number)) next++;
  return next < i && (atMs[i] as number) - (atMs[next] as number) >= positionSpanMs;
}

function markNearReportedSpeed(atMs: Float64Array, origin: Uint8Array): Uint8Array {
  const near = new Uint8Array(atMs.length);
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < atMs.length; i++) {
    if (origin[i] !== speedNone) last = atMs[i] as number;
    if ((atMs[i] as number) - last <= speedNearMs) near[i] = 1;
  }
  last = Number.POSITIVE_INFINITY;
  for (let i = atMs.length - 1; i >= 0; i--) {
    if (origin[i] !== speedNone) last = atMs[i] as number;
    if (last - (atMs[i] as number) <= speedNearMs) near[i] = 1;
  }
  return near;
}

/** Positions that can be believed, in order, as indices into the samples. */
export interface CleanFixes {
  index: number[];
  /** Fixes that were dropped because no car gets there that fast. */
  jumps: number;
}

/** How many fixes in a row must contradict the last good one before it is taken to have been the wrong one. */
export const rejectionsToRestart = 3;

/** The believable fixes of samples `first` to `last`: valid, accurate enough, and reachable from the one before. */
export function cleanFixes(columns: SampleColumns, first: number, last: number): CleanFixes {
  const { atMs, lat, lon, accuracyM } = columns;
  const index: number[] = [];
  let jumps = 0;
  let rejected = 0;
  let previous = -1;
  for (let i = first; i <= last; i++) {
    const la = lat[i] as number;
    const lo = lon[i] as number;
    if (Number.isNaN(la) || Number.isNaN(lo) || (la === 0 && lo === 0) || (accuracyM[i] as number) > worstAccuracyM) continue;
    if (previous >= 0) {
      const hours = ((atMs[i] as number) - (atMs[previous] as number)) / 3_600_000;
      const tooFast = distanceBetweenM(lat[previous] as number, lon[previous] as number, la, lo) / 1000 > fastestFixKmh * hours;
      if (tooFast && rejected < rejectionsToRestart) {
        rejected++;
        jumps++;
        continue;
      }
    }
    rejected = 0;
    index.push(i);
    previous = i;
  }
  return { index, jumps };
}
