/** Brakes and accelerations as the score sees them: in tiers, merged, with the smoothness of all the rest. */

import { scoring } from "#server/domain/scoring/constants.ts";
import type { ManoeuvreEvidence, RoughStretch, ScoredManoeuvre } from "#server/domain/scoring/evidence.ts";
import type { SpeedSeries } from "#server/domain/trips/speed-series.ts";
import type { Position } from "#server/domain/trips/trip.ts";
import type { SpeedChanges } from "./changes.ts";

/** A trip's smoothness loss is told in at most this many stretches, of at least a minute each. */
const maxStretches = 12;
const minStretchMs = 60_000;

/** Where the sample of an index was, or null. */
export type Locate = (index: number) => Position | null;

export interface ManoeuvreInput {
  series: SpeedSeries;
  changes: SpeedChanges;
  /** Threshold multiplier of the vehicle's class. */
  classFactor: number;
  locate: Locate;
}

/** Evidence of one side. Changes no car can make (above 43 km/h per second) are errors of the sensor and left out. */
export function findManoeuvres(input: ManoeuvreInput, side: "brake" | "accel"): ManoeuvreEvidence {
  const { series, changes } = input;
  const walk = new ManoeuvreWalk(input, side);
  const sign = side === "brake" ? -1 : 1;
  for (let at = 0; at < changes.length; at++) {
    const kmhS = (changes.kmhS[at] as number) * sign;
    if (kmhS <= 0 || kmhS > scoring.maxPlausibleKmhS) continue;
    const from = changes.from[at] as number;
    const to = changes.to[at] as number;
    // A brake is judged by the speed it starts from, an acceleration by the speed it ends at.
    const kmh = series.kmh[side === "brake" ? from : to] as number;
    walk.add(kmhS, kmh, from, to);
  }
  return walk.finish();
}

class ManoeuvreWalk {
  private readonly manoeuvres: ScoredManoeuvre[] = [];
  private readonly stretches: RoughStretch[] = [];
  private sumSquares = 0;
  private seconds = 0;
  private lastExceedanceMs = Number.NEGATIVE_INFINITY;
  private readonly stretchMs: number;
  private readonly tiers: readonly { kmhS: number; weight: number }[];
  private readonly fromKmh: number;
  private readonly input: ManoeuvreInput;

  constructor(input: ManoeuvreInput, side: "brake" | "accel") {
    this.input = input;
    const base = side === "brake" ? scoring.brakeTiers : scoring.accelTiers;
    this.tiers = base.map(({ kmhS, weight }) => ({ kmhS: kmhS * input.classFactor, weight }));
    this.fromKmh = side === "brake" ? scoring.brakeFromKmh : scoring.accelToKmh;
    const { atMs } = input.series;
    this.stretchMs = Math.max(minStretchMs, ((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)) / maxStretches);
  }

  add(kmhS: number, kmh: number, from: number, to: number): void {
    if (kmh > scoring.smoothness.fromKmh) this.addRoughness(kmhS, from, to);
    const [lowest] = this.tiers;
    if (lowest && kmhS >= lowest.kmhS && kmh >= this.fromKmh) this.addExceedance(kmhS, to);
  }

  finish(): ManoeuvreEvidence {
    return { manoeuvres: this.manoeuvres, sumSquares: this.sumSquares, seconds: this.seconds, stretches: this.stretches };
  }

  private addRoughness(kmhS: number, from: number, to: number): void {
    const { series, locate } = this.input;
    const fromMs = series.atMs[from] as number;
    const toMs = series.atMs[to] as number;
    const seconds = (toMs - fromMs) / 1000;
    const square = Math.min(kmhS, scoring.smoothness.winsorKmhS) ** 2 * seconds;
    this.sumSquares += square;
    this.seconds += seconds;
    let stretch = this.stretches.at(-1);
    if (!stretch || fromMs >= stretch.fromMs + this.stretchMs) {
      stretch = { fromMs, toMs, sumSquares: 0, sharpestAtMs: toMs, sharpestKmhS: 0, position: null };
      this.stretches.push(stretch);
    }
    stretch.toMs = toMs;
    stretch.sumSquares += square;
    if (kmhS > stretch.sharpestKmhS) {
      stretch.sharpestKmhS = kmhS;
      stretch.sharpestAtMs = toMs;
      stretch.position = locate(series.index[to] as number);
    }
  }

  private addExceedance(kmhS: number, to: number): void {
    const { series, locate } = this.input;
    const atMs = series.atMs[to] as number;
    const merges = atMs - this.lastExceedanceMs <= scoring.mergeS * 1000;
    this.lastExceedanceMs = atMs;
    const last = this.manoeuvres.at(-1);
    if (merges && last) {
      if (kmhS > last.peakKmhS) Object.assign(last, this.grade(kmhS), { atMs, position: locate(series.index[to] as number) });
      return;
    }
    this.manoeuvres.push({ atMs, position: locate(series.index[to] as number), ...this.grade(kmhS) });
  }

  private grade(peakKmhS: number): Pick<ScoredManoeuvre, "peakKmhS" | "tier" | "weight"> {
    const found = this.tiers.findLastIndex((tier) => peakKmhS >= tier.kmhS);
    const tier = found === 2 ? 3 : found === 1 ? 2 : 1;
    return { peakKmhS, tier, weight: this.tiers[tier - 1]?.weight ?? 0 };
  }
}
