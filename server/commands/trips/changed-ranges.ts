/** The stretches of a vehicle's time whose samples changed: in order of time, none overlapping another. */
import type { TimeRange } from "#db/queries/trips/cutting.ts";
import { cleaningReachMs } from "#server/domain/telemetry/clean.ts";
import type { Stretch } from "#server/domain/trips/match.ts";

/** Where a cut stands: all up to `untilMs` is cut. */
export interface CutPoint {
  untilMs: number;
  /** Changes up to here have no effect after `untilMs`; later ones may have, even where they end before it. */
  doneMs: number;
}

/** The first range that a cut up to `doneMs` leaves to be done. */
export function firstRangeAfter(ranges: readonly TimeRange[], doneMs: number): TimeRange | undefined {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.toMs ?? Number.POSITIVE_INFINITY) > doneMs) high = middle;
    else low = middle + 1;
  }
  return ranges[low];
}

/** True when any of the changes may have an effect on a stretch: cleaning looks around each sample. */
export function isReached(ranges: readonly TimeRange[], { startedAtMs, endedAtMs }: Stretch): boolean {
  const range = firstRangeAfter(ranges, startedAtMs - cleaningReachMs - 1);
  return range !== undefined && range.fromMs <= endedAtMs + cleaningReachMs;
}

/** The parts of the ranges that a cut has dealt with. */
export function rangesUpTo(ranges: readonly TimeRange[], { untilMs }: CutPoint): TimeRange[] {
  return ranges.filter(({ fromMs }) => fromMs <= untilMs).map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, untilMs) }));
}

/** The parts of the ranges that a cut leaves to be done; what only has an effect after the cut becomes a change there. */
export function rangesAfter(ranges: readonly TimeRange[], { untilMs, doneMs }: CutPoint): TimeRange[] {
  // From the very next moment on: a trip that was known where there are no samples any more has to go too.
  const leftFromMs = untilMs + 1;
  return ranges
    .filter(({ toMs }) => toMs > doneMs)
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, leftFromMs), toMs: Math.max(toMs, leftFromMs) }));
}
