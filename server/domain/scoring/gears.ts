/** The clutch: which ratios of rpm to speed are gears of this car, and how long it moved under power in none of them. */
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { SpeedSeries } from "#server/domain/trips/speed-series.ts";
import type { Position } from "#server/domain/trips/trip.ts";
import { scoring } from "./constants.ts";

/** Width of a ratio bin: 4 % of the ratio. */
const binWidth = Math.log(1.04);
/** Below this speed a car starts with a slipping clutch, as it must, km/h. */
const fromKmh = 12;
/** Loaded driving that is needed to learn the gears of a car, s. */
const learnFromS = 600;
/** A ratio seen for at least this share of loaded driving and more than its neighbours is a gear. */
const gearShare = 0.03;
/** A ratio this near a gear, in bins, is in that gear. */
const gearBins = 2;

/** Loaded driving at one ratio of rpm to speed: how long, and its longest run. */
export interface RatioBin {
  bin: number;
  seconds: number;
  longest: { atMs: number; durationS: number; position: Position | null };
}

/** Ratios under load in one trip; null when rpm and speed were not both reported. */
export function collectRatios(columns: SampleColumns, series: SpeedSeries, locate: (index: number) => Position | null): RatioBin[] | null {
  const bins = new Map<number, RatioBin>();
  let run: { bin: number; atMs: number; durationS: number; index: number } | undefined;
  const close = () => {
    const entry = run && bins.get(run.bin);
    if (run && entry && run.durationS > entry.longest.durationS) {
      entry.longest = { atMs: run.atMs, durationS: run.durationS, position: locate(run.index) };
    }
    run = undefined;
  };
  for (let k = 1; k < series.index.length; k++) {
    const index = series.index[k] as number;
    const seconds = ((series.atMs[k] as number) - (series.atMs[k - 1] as number)) / 1000;
    const bin = seconds <= scoring.pairMaxS ? ratioBin(columns, index, series.kmh[k] as number) : null;
    if (bin === null || bin !== run?.bin) close();
    if (bin === null) continue;
    const entry = bins.get(bin) ?? { bin, seconds: 0, longest: { atMs: 0, durationS: 0, position: null } };
    entry.seconds += seconds;
    bins.set(bin, entry);
    run ??= { bin, atMs: series.atMs[k - 1] as number, durationS: 0, index };
    run.durationS += seconds;
  }
  close();
  return bins.size === 0 ? null : [...bins.values()].sort((a, b) => a.bin - b.bin);
}

function ratioBin(columns: SampleColumns, index: number, kmh: number): number | null {
  const rpm = columns.rpm[index] as number;
  const throttle = columns.throttlePct[index] as number;
  const load = columns.engineLoadPct[index] as number;
  const loadPct = Number.isNaN(throttle) ? load : throttle;
  if (!(rpm > 0) || kmh < fromKmh || !(loadPct > scoring.clutch.minLoadPct)) return null;
  return Math.round(Math.log(rpm / kmh) / binWidth);
}

/** The gears of a car as ratio bins, learned from all its loaded driving; null while too little is known. */
export function learnGears(histogram: ReadonlyMap<number, number>): number[] | null {
  let total = 0;
  for (const seconds of histogram.values()) total += seconds;
  if (total < learnFromS) return null;
  const at = (bin: number) => histogram.get(bin) ?? 0;
  const gears = [...histogram.keys()].filter((bin) => {
    const seconds = at(bin);
    const isPeak = seconds >= at(bin - 1) && seconds > at(bin + 1) && seconds >= at(bin - 2) && seconds > at(bin + 2);
    return isPeak && at(bin - 1) + seconds + at(bin + 1) >= total * gearShare;
  });
  return gears.length >= 2 ? gears.sort((a, b) => a - b) : null;
}

/** True when a ratio belongs to one of the gears. */
export function isInGear(bin: number, gears: readonly number[]): boolean {
  return gears.some((gear) => Math.abs(gear - bin) <= gearBins);
}
