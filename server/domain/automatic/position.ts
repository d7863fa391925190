import type { Position } from "#server/domain/trips/trip.ts";

/**
 * Metres that stand for an accuracy nobody measured, since clients of these APIs need a number: how far off a civil GPS
 * receiver usually is (GPS SPS Performance Standard 2020: 95 % of the time within 8 m, the whole world averaged).
 */
const usualAccuracyM = 8;

/** A position as all versions write it. */
export function toPosition({ lat, lon }: Position, accuracyM: number | null) {
  return { lat, lon, accuracy_m: accuracyM ?? usualAccuracyM };
}
