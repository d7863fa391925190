/** What scoring needs to know of a trip: sums that can be added up over trips, and where they came from. */
import type { Position } from "#server/domain/trips/trip.ts";
import type { RatioBin } from "./gears.ts";

/** A brake or acceleration found by the scoring model. */
export interface ScoredManoeuvre {
  /** Epoch ms of its peak. */
  atMs: number;
  position: Position | null;
  /** Peak change, km/h per second, positive. */
  peakKmhS: number;
  tier: 1 | 2 | 3;
  weight: number;
}

/** A stretch in which smoothness was lost, with its sharpest second. */
export interface RoughStretch {
  fromMs: number;
  toMs: number;
  /** Sum of squared per-second changes in the stretch, (km/h/s)² s. */
  sumSquares: number;
  sharpestAtMs: number;
  sharpestKmhS: number;
  position: Position | null;
}

/** One side (braking or accelerating) of the evidence. */
export interface ManoeuvreEvidence {
  manoeuvres: ScoredManoeuvre[];
  /** Sum over time of squared changes above 5 km/h, winsorised at 12 km/h/s, and that time, s. */
  sumSquares: number;
  seconds: number;
  stretches: RoughStretch[];
}

export interface SpeedingEpisode {
  atMs: number;
  endedAtMs: number;
  position: Position | null;
  peakKmh: number;
  /** Seconds times the weight of the band they were in. */
  severityS: number;
}

export interface IdlingRun {
  atMs: number;
  durationS: number;
  position: Position | null;
}

export interface TripEvidence {
  /** Null: samples come too rarely to see a brake or an acceleration. */
  brake: ManoeuvreEvidence | null;
  accel: ManoeuvreEvidence | null;
  speeding: SpeedingEpisode[];
  idling: IdlingRun[];
  /** Loaded driving by ratio of rpm to speed; null for other than manual cars or without rpm. */
  ratios: RatioBin[] | null;
  /** Moving seconds between 23 and 4 o'clock, local time; shown, never scored. */
  nightS: number;
}

/** How long an episode of speeding went on, s; its last second counts. */
export function speedingDurationS({ atMs, endedAtMs }: Pick<SpeedingEpisode, "atMs" | "endedAtMs">): number {
  return (endedAtMs - atMs) / 1000 + 1;
}
