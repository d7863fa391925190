/** How far a trip went, and where along it each sample lies. */
import { distanceBetweenM } from "#server/domain/geo.ts";
import { cleanFixes } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { TripSpan } from "./segment.ts";
import { longestStepS, type SpeedSeries } from "./speed-series.ts";
import type { DistanceSource } from "./trip.ts";

/** The believable positions of a trip with the great-circle distance up to each, m. */
export interface FixPath {
  index: number[];
  alongM: Float64Array;
  jumps: number;
}

export interface TripDistance {
  distanceM: number;
  /** Great-circle length over the fixes, m; null with fewer than two. */
  gpsDistanceM: number | null;
  distanceSource: DistanceSource;
  /** Metres from the trip's start at each of its samples (index 0 is the trip's first). */
  alongM: Float64Array;
}

/** The fixes of a trip and the path over them. */
export function toFixPath(columns: SampleColumns, span: TripSpan): FixPath {
  const { index, jumps } = cleanFixes(columns, span.first, span.last);
  const alongM = new Float64Array(index.length);
  for (let k = 1; k < index.length; k++) {
    const a = index[k - 1] as number;
    const b = index[k] as number;
    alongM[k] = (alongM[k - 1] as number) + fixStepM(columns, a, b);
  }
  return { index, alongM, jumps };
}

function fixStepM({ lat, lon }: SampleColumns, a: number, b: number): number {
  return distanceBetweenM(lat[a] as number, lon[a] as number, lat[b] as number, lon[b] as number);
}

/**
 * The car's speed integrated over time (trapezoid; steps up to 10 s, longer ones add the great-circle way between their
 * fixes, if there are any). Without the car's speed the way over the fixes, and without fixes the GPS's speed integrated.
 */
export function measureDistance(columns: SampleColumns, span: TripSpan, series: SpeedSeries, fixes: FixPath): TripDistance {
  const gpsDistanceM = fixes.index.length >= 2 ? (fixes.alongM.at(-1) ?? 0) : null;
  if (series.origin === "obd" || gpsDistanceM === null) {
    const alongM = integrateSpeed(columns, span, series, fixes);
    const distanceSource = series.atMs.length < 2 ? "none" : series.origin === "obd" ? "obd" : "gps_speed";
    return { distanceM: alongM.at(-1) ?? 0, gpsDistanceM, distanceSource, alongM };
  }
  return { distanceM: gpsDistanceM, gpsDistanceM, distanceSource: "gps", alongM: spreadOverTime(columns, span, fixes.index, fixes.alongM) };
}

function integrateSpeed(columns: SampleColumns, span: TripSpan, series: SpeedSeries, fixes: FixPath): Float64Array {
  const { index, atMs, kmh } = series;
  if (index.length === 0) return new Float64Array(span.last - span.first + 1);
  const alongM = new Float64Array(index.length);
  for (let k = 1; k < index.length; k++) {
    const seconds = ((atMs[k] as number) - (atMs[k - 1] as number)) / 1000;
    const step =
      seconds <= longestStepS
        ? (((kmh[k] as number) + (kmh[k - 1] as number)) / 7.2) * seconds
        : wayBetween(fixes, index[k - 1] as number, index[k] as number);
    alongM[k] = (alongM[k - 1] as number) + step;
  }
  return spreadOverTime(columns, span, index, alongM);
}

/** Great-circle way over the fixes between two samples that both have a position, m; 0 when one has none. */
function wayBetween(fixes: FixPath, from: number, to: number): number {
  const a = positionOf(fixes.index, from);
  const b = positionOf(fixes.index, to);
  return a < 0 || b < 0 ? 0 : (fixes.alongM[b] as number) - (fixes.alongM[a] as number);
}

function positionOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] as number;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Values known at some samples, drawn as straight lines over time to every sample of the trip; level before and after. */
export function spreadOverTime(columns: SampleColumns, span: TripSpan, index: ArrayLike<number>, values: ArrayLike<number>): Float64Array {
  const { atMs } = columns;
  const spread = new Float64Array(span.last - span.first + 1);
  if (index.length === 0) return spread.fill(Number.NaN);
  let k = 0;
  for (let i = span.first; i <= span.last; i++) {
    while (k < index.length && (index[k] as number) < i) k++;
    const after = Math.min(k, index.length - 1);
    const before = (index[after] as number) <= i ? after : Math.max(0, after - 1);
    spread[i - span.first] = interpolate(
      atMs,
      i,
      index[before] as number,
      index[after] as number,
      values[before] as number,
      values[after] as number,
    );
  }
  return spread;
}

function interpolate(atMs: Float64Array, i: number, a: number, b: number, valueA: number, valueB: number): number {
  const from = atMs[a] as number;
  const to = atMs[b] as number;
  const at = atMs[i] as number;
  if (a === b || at <= from) return valueA;
  return at >= to ? valueB : valueA + ((valueB - valueA) * (at - from)) / (to - from);
}
