/** The speed of one trip: the series that counts, and the same on whole seconds. */
import { type CleanSpeed, speedNone, speedObd } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { TripSpan } from "./segment.ts";

/** Neighbours further apart are not joined by a straight line when distance is summed, s. */
export const longestStepS = 10;
/** The car's speed is used when it covers at least this share of what any speed covers. */
const obdShare = 0.5;
/** Bounds of the join limit of the one-second grid, s; in between it is 2.5 times the usual step. */
const joinBounds = { min: 2.5, max: 75, factor: 2.5 };

/** The samples of a trip whose speed counts, by index into the columns. */
export interface SpeedSeries {
  origin: "obd" | "gps";
  index: Int32Array;
  atMs: Float64Array;
  kmh: Float64Array;
  /** Usual step, s; 0 for fewer than two samples. */
  medianStepS: number;
  /** Neighbours further apart than this are a gap for counters and the grid, s. */
  joinS: number;
}

/** Picks the car's own speed or the GPS's for the whole trip: two sources side by side would make jumps of their own. */
export function pickSpeedSeries(columns: SampleColumns, speed: CleanSpeed, span: TripSpan): SpeedSeries {
  const obdMs = coveredMs(columns, speed, span, true);
  const anyMs = coveredMs(columns, speed, span, false);
  const useObd = obdMs > 0 && obdMs >= anyMs * obdShare;
  const size = span.last - span.first + 1;
  const index = new Int32Array(size);
  const atMs = new Float64Array(size);
  const kmh = new Float64Array(size);
  let count = 0;
  for (let i = span.first; i <= span.last; i++) {
    const origin = speed.origin[i] as number;
    if (origin === speedNone || (useObd && origin !== speedObd)) continue;
    index[count] = i;
    atMs[count] = columns.atMs[i] as number;
    kmh[count] = speed.kmh[i] as number;
    count++;
  }
  const medianStepS = medianStep(atMs, count);
  return {
    origin: useObd ? "obd" : "gps",
    index: index.subarray(0, count),
    atMs: atMs.subarray(0, count),
    kmh: kmh.subarray(0, count),
    medianStepS,
    joinS: Math.min(joinBounds.max, Math.max(joinBounds.min, medianStepS * joinBounds.factor)),
  };
}

function coveredMs(columns: SampleColumns, speed: CleanSpeed, span: TripSpan, obdOnly: boolean): number {
  let covered = 0;
  let last = Number.NaN;
  for (let i = span.first; i <= span.last; i++) {
    const origin = speed.origin[i] as number;
    if (origin === speedNone || (obdOnly && origin !== speedObd)) continue;
    const at = columns.atMs[i] as number;
    if (at - last <= longestStepS * 1000) covered += at - last;
    last = at;
  }
  return covered;
}

/** Median step in seconds to a tenth, from a histogram; steps over a minute count as a minute. */
function medianStep(atMs: Float64Array, count: number): number {
  if (count < 2) return 0;
  const bins = new Int32Array(601);
  for (let i = 1; i < count; i++) {
    const tenths = Math.round(((atMs[i] as number) - (atMs[i - 1] as number)) / 100);
    const bin = Math.min(600, tenths);
    bins[bin] = (bins[bin] as number) + 1;
  }
  let left = (count - 1) / 2;
  for (let bin = 0; bin < bins.length; bin++) {
    left -= bins[bin] as number;
    if (left <= 0) return bin / 10;
  }
  return 60;
}

/** Speed at whole seconds, by straight lines inside joined stretches. */
export interface SpeedGrid {
  length: number;
  /** Whole epoch seconds. */
  atS: Float64Array;
  kmh: Float64Array;
  /** Index into the columns of the sample at or just before the second. */
  index: Int32Array;
  /** 1 where a new joined stretch begins. */
  isStart: Uint8Array;
}

/** The one-second grid of a series. Data at whole seconds is taken as it is. */
export function toSpeedGrid(series: SpeedSeries): SpeedGrid {
  const { atMs, kmh, index } = series;
  const count = atMs.length;
  const size = gridSize(series);
  const grid: SpeedGrid = {
    length: 0,
    atS: new Float64Array(size),
    kmh: new Float64Array(size),
    index: new Int32Array(size),
    isStart: new Uint8Array(size),
  };
  let starts = true;
  const add = (second: number, value: number, sample: number) => {
    const at = grid.length++;
    grid.atS[at] = second;
    grid.kmh[at] = value;
    grid.index[at] = sample;
    grid.isStart[at] = starts ? 1 : 0;
    starts = false;
  };
  for (let k = 0; k < count; k++) {
    const to = atMs[k] as number;
    const from = k > 0 ? (atMs[k - 1] as number) : Number.NEGATIVE_INFINITY;
    if (to - from > series.joinS * 1000) {
      starts = true;
      if (to % 1000 === 0) add(to / 1000, kmh[k] as number, index[k] as number);
      continue;
    }
    const before = kmh[k - 1] as number;
    const slope = ((kmh[k] as number) - before) / (to - from);
    for (let second = Math.floor(from / 1000) + 1; second * 1000 <= to; second++) {
      const exact = second * 1000 === to;
      add(second, exact ? (kmh[k] as number) : before + slope * (second * 1000 - from), index[exact ? k : k - 1] as number);
    }
  }
  return grid;
}

function gridSize(series: SpeedSeries): number {
  const { atMs } = series;
  let size = 1;
  for (let k = 0; k < atMs.length; k++) {
    const stepMs = k > 0 ? (atMs[k] as number) - (atMs[k - 1] as number) : 0;
    size += stepMs <= series.joinS * 1000 ? Math.floor(stepMs / 1000) + 1 : 1;
  }
  return size;
}
