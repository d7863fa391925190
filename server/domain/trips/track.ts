/** The drawn form of a trip: few enough points for a map and a chart, peaks kept. */
import { encodePolyline, simplifyLine } from "#server/domain/polyline.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import { type FixPath, spreadOverTime } from "./distance.ts";
import type { TripSpan } from "./segment.ts";
import { maxTrackPoints, type Position, type TripTrack } from "./trip.ts";

/** A drawn line may be off by this much, m. */
const polylineToleranceM = 5;
/** Between fixes further apart than this a position is not guessed, ms. */
const longestGuessMs = 30_000;

/** The way of a trip as an encoded polyline; null with fewer than two fixes. */
export function toPolyline({ lat, lon }: SampleColumns, fixes: FixPath): string | null {
  if (fixes.index.length < 2) return null;
  const wayLat = Float64Array.from(fixes.index, (i) => lat[i] as number);
  const wayLon = Float64Array.from(fixes.index, (i) => lon[i] as number);
  const kept = simplifyLine(wayLat, wayLon, polylineToleranceM);
  return encodePolyline(
    kept.map((k) => wayLat[k] as number),
    kept.map((k) => wayLon[k] as number),
  );
}

/** Where each sample of a trip was: at its own fix, else on the line between the fixes around it, else nowhere. */
export function locateSamples(columns: SampleColumns, span: TripSpan, fixes: FixPath): (index: number) => Position | null {
  const { atMs, lat, lon } = columns;
  const { index } = fixes;
  return (i) => {
    if (i < span.first || i > span.last || index.length === 0) return null;
    const after = firstAtOrAfter(index, i);
    const a = index[Math.max(0, index[after] === i ? after : after - 1)] as number;
    const b = index[Math.min(after, index.length - 1)] as number;
    const at = atMs[i] as number;
    const nearA = Math.abs(at - (atMs[a] as number));
    const nearB = Math.abs((atMs[b] as number) - at);
    if (Math.min(nearA, nearB) > longestGuessMs) return null;
    const share = a === b || nearA + nearB === 0 ? 0 : nearA / (nearA + nearB);
    return {
      lat: (lat[a] as number) + ((lat[b] as number) - (lat[a] as number)) * share,
      lon: (lon[a] as number) + ((lon[b] as number) - (lon[a] as number)) * share,
    };
  };
}

function firstAtOrAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * At most {@link maxTrackPoints} moments of a trip. Longer trips are divided into equal runs of samples of which the slowest
 * and the fastest are drawn, so that no peak is lost.
 */
export function toTrack(
  columns: SampleColumns,
  span: TripSpan,
  kmh: Float64Array,
  alongM: Float64Array,
  locate: (index: number) => Position | null,
): TripTrack {
  const track: TripTrack = { offsetS: [], lat: [], lon: [], speedKmh: [], rpm: [], distanceM: [] };
  const startMs = columns.atMs[span.first] as number;
  for (const i of pickSamples(kmh, span)) {
    const position = locate(i);
    track.offsetS.push(((columns.atMs[i] as number) - startMs) / 1000);
    track.lat.push(position ? round(position.lat, 1e6) : null);
    track.lon.push(position ? round(position.lon, 1e6) : null);
    track.speedKmh.push(known(kmh[i - span.first] as number));
    track.rpm.push(known(columns.rpm[i] as number));
    track.distanceM.push(round(alongM[i - span.first] as number, 10));
  }
  return track;
}

function pickSamples(kmh: Float64Array, span: TripSpan): number[] {
  const count = span.last - span.first + 1;
  if (count <= maxTrackPoints) return Array.from({ length: count }, (_, k) => span.first + k);
  const run = Math.ceil((count - 2) / (maxTrackPoints / 2 - 1));
  const picked = [span.first];
  for (let from = 1; from < count - 1; from += run) {
    const [low, high] = extremes(kmh, from, Math.min(from + run, count - 1));
    picked.push(span.first + Math.min(low, high));
    if (low !== high) picked.push(span.first + Math.max(low, high));
  }
  picked.push(span.last);
  return picked;
}

function extremes(kmh: Float64Array, from: number, to: number): [low: number, high: number] {
  let low = from;
  let high = from;
  for (let k = from + 1; k < to; k++) {
    if ((kmh[k] as number) < (kmh[low] as number)) low = k;
    if ((kmh[k] as number) > (kmh[high] as number)) high = k;
  }
  return [low, high];
}

/** The speed that is drawn at each sample of a trip: the series' own, straight lines in between. */
export function drawnSpeed(columns: SampleColumns, span: TripSpan, series: { index: Int32Array; kmh: Float64Array }): Float64Array {
  return spreadOverTime(columns, span, series.index, series.kmh);
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : round(value, 10);
}

function round(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}
