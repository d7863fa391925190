/** The counters of the documented APIs: simple published rules, followed to the letter and never improved. */
import type { SpeedGrid, SpeedSeries } from "#server/domain/trips/speed-series.ts";
import type { SpeedChanges } from "./changes.ts";

/** A hard brake or acceleration is a change of MORE than this, km/h per second. */
export const hardChangeKmhS = 11;
/** Further ones of the same kind this soon after a counted one are disregarded, ms. */
export const hardDeadTimeMs = 5_000;

const kmPerMile = 1.609344;
/** Speeding limits of the documented APIs, mph. */
export const speedLimitsMph = [70, 75, 80] as const;
/** A limit is armed again this far below, mph. */
export const speedRearmMph = 5;

export const mphToKmh = (mph: number): number => mph * kmPerMile;

export interface HardEvent {
  kind: "hard_brake" | "hard_accel";
  /** Index into the columns of the sample after the change. */
  index: number;
  atMs: number;
  kmhS: number;
}

/** Hard brakes and accelerations by the simple rule. */
export function countHardEvents(series: SpeedSeries, changes: SpeedChanges): HardEvent[] {
  const events: HardEvent[] = [];
  const lastMs = { hard_brake: Number.NEGATIVE_INFINITY, hard_accel: Number.NEGATIVE_INFINITY };
  for (let at = 0; at < changes.length; at++) {
    const kmhS = changes.kmhS[at] as number;
    if (kmhS <= hardChangeKmhS && kmhS >= -hardChangeKmhS) continue;
    const kind = kmhS > 0 ? "hard_accel" : "hard_brake";
    const to = changes.to[at] as number;
    const atMs = series.atMs[to] as number;
    if (atMs - lastMs[kind] <= hardDeadTimeMs) continue;
    lastMs[kind] = atMs;
    events.push({ kind, index: series.index[to] as number, atMs, kmhS: Math.abs(kmhS) });
  }
  return events;
}

/** Standing and moving whole seconds, and those above each limit. */
export interface SecondCounters {
  movingS: number;
  idlingS: number;
  overLimitS: [over70: number, over75: number, over80: number];
}

/** Counts whole seconds. `engineOff` tells by sample index whether the engine is known to stand: such seconds do not idle. */
export function countSeconds(grid: SpeedGrid, engineOff: (index: number) => boolean): SecondCounters {
  const [at70, at75, at80] = speedLimitsMph.map(mphToKmh) as [number, number, number];
  const counters: SecondCounters = { movingS: 0, idlingS: 0, overLimitS: [0, 0, 0] };
  for (let i = 0; i < grid.length; i++) {
    const kmh = grid.kmh[i] as number;
    if (kmh > 0) counters.movingS++;
    else if (!engineOff(grid.index[i] as number)) counters.idlingS++;
    if (kmh > at70) counters.overLimitS[0]++;
    if (kmh > at75) counters.overLimitS[1]++;
    if (kmh > at80) counters.overLimitS[2]++;
  }
  return counters;
}

export interface SpeedingEvent {
  limitMph: number;
  /** Positions in the grid, both included. */
  from: number;
  to: number;
  peakKmh: number;
}

/** One event for each time a limit is passed while armed; it lasts until the speed is 5 mph below, or the recording breaks. */
export function findSpeeding(grid: SpeedGrid): SpeedingEvent[] {
  const events: SpeedingEvent[] = [];
  for (const limitMph of speedLimitsMph) {
    const above = mphToKmh(limitMph);
    const rearm = mphToKmh(limitMph - speedRearmMph);
    let open: SpeedingEvent | undefined;
    for (let i = 0; i < grid.length; i++) {
      const kmh = grid.kmh[i] as number;
      if (open && (grid.isStart[i] === 1 || kmh < rearm)) open = undefined;
      if (open) {
        open.to = i;
        if (kmh > open.peakKmh) open.peakKmh = kmh;
      } else if (kmh > above) {
        open = { limitMph, from: i, to: i, peakKmh: kmh };
        events.push(open);
      }
    }
  }
  return events.sort((a, b) => a.from - b.from || a.limitMph - b.limitMph);
}
