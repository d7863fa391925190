import type { ScorePart } from "./score-trip.ts";

/** A driver's score over a window: evidence summed over trips, not an average of scores. */
export interface DriverCard {
  modelVersion: number;
  /** 0-100, null without a scored trip. */
  score: number | null;
  /** The 80 % interval around the score. */
  interval: [low: number, high: number] | null;
  /** True until the window holds 160 km. */
  provisional: boolean;
  parts: Record<ScorePart, number | null>;
  trips: number;
  distanceM: number;
  durationS: number;
  movingS: number;
  hardBrakes: number;
  hardAccels: number;
  speedingS: number;
  idlingS: number;
  nightS: number;
  fuelL: number | null;
}
