/** Speed changes of a trip: pairs of samples far enough apart to mean something and near enough to be one movement. */
import { scoring } from "#server/domain/scoring/constants.ts";
import type { SpeedSeries } from "#server/domain/trips/speed-series.ts";

/** Pairs as columns; `from` and `to` are positions in the series. */
export interface SpeedChanges {
  length: number;
  from: Int32Array;
  to: Int32Array;
  /** Change over the real interval, km/h per second. */
  kmhS: Float64Array;
  /** Length of the pairs together, s. */
  coveredS: number;
}

/**
 * Pairs of samples 0.5 to 2.0 s apart. Of samples that come more often than each half second, the ones in between are
 * passed over, so that one pair follows another without overlap.
 */
export function pairSpeedChanges(series: SpeedSeries): SpeedChanges {
  const { atMs, kmh } = series;
  const count = atMs.length;
  const changes: SpeedChanges = {
    length: 0,
    from: new Int32Array(count),
    to: new Int32Array(count),
    kmhS: new Float64Array(count),
    coveredS: 0,
  };
  let from = 0;
  for (let to = 1; to < count; to++) {
    const seconds = ((atMs[to] as number) - (atMs[from] as number)) / 1000;
    if (seconds < scoring.pairMinS) continue;
    if (seconds <= scoring.pairMaxS) {
      const at = changes.length++;
      changes.from[at] = from;
      changes.to[at] = to;
      changes.kmhS[at] = ((kmh[to] as number) - (kmh[from] as number)) / seconds;
      changes.coveredS += seconds;
    }
    from = to;
  }
  return changes;
}
