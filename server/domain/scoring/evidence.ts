/** What scoring needs to know of a trip: sums that can be added up over trips, and where they came from. */
import type { Position } from "../trips/trip.ts";

/** A brake or acceleration found by the scoring model. */
export interface ScoredManoeuvre {
  atMs: number;
  position: Position | null;
  /** Peak change, km/h per second, positive, after the vehicle class multiplier. */
  peakKmhS: number;
  tier: 1 | 2 | 3;
  weight: number;
}

/** A stretch in which smoothness was lost, with its sharpest second. */
export interface RoughStretch {
  fromMs: number;
  toMs: number;
  /** Sum of squared per-second changes in the stretch, (km/h/s)². */
  sumSquares: number;
  sharpestAtMs: number;
  sharpestKmhS: number;
  position: Position | null;
}

/** One side (braking or accelerating) of the evidence. */
export interface ManoeuvreEvidence {
  manoeuvres: ScoredManoeuvre[];
  /** Sum and count of squared per-second changes above 5 km/h, winsorised at 12 km/h/s. */
  sumSquares: number;
  seconds: number;
  stretches: RoughStretch[];
}

export interface SpeedingEpisode {
  atMs: number;
  endedAtMs: number;
  position: Position | null;
  peakKmh: number;
  /** Seconds times severity weight. */
  severityS: number;
}

export interface IdlingRun {
  atMs: number;
  durationS: number;
  position: Position | null;
}

/** Seconds of clutch slip between a pair of moments; null evidence: not a manual car, or rpm and speed not both known. */
export interface ClutchEvidence {
  movingS: number;
  slipS: number;
  worst: { atMs: number; durationS: number; position: Position | null }[];
}

export interface TripEvidence {
  brake: ManoeuvreEvidence;
  accel: ManoeuvreEvidence;
  speeding: SpeedingEpisode[];
  idling: IdlingRun[];
  /** Rpm-to-speed ratios seen while moving, as counts in logarithmic bins (gears are learned from them). */
  gearHistogram: [bin: number, seconds: number][] | null;
  clutch: ClutchEvidence | null;
  /** Moving seconds between 23 and 4 o'clock, local time; shown, never scored. */
  nightS: number;
}
