/** The formulas of the parts, shared by trips and drivers. Points are 0 to 20. */
import { scoring } from "./constants.ts";

const full = scoring.partPoints;

export type Side = "brake" | "accel";
const halving = { brake: scoring.halvingBrake, accel: scoring.halvingAccel } as const;

const clamp = (value: number): number => Math.max(0, Math.min(1, value));

/** Points left after so many halvings: none after a hundred, because a `real` of the database holds no number that small. */
const halve = (points: number, times: number): number => (times > 100 ? 0 : points * 2 ** -times);

/** The event half of braking or accelerating: halves with each `halving` weighted events per 100 km. */
export function manoeuvrePoints(side: Side, weightPer100Km: number): number {
  return halve(full / 2, weightPer100Km / halving[side]);
}

/** The smoothness half: all at an RMS change of 1 km/h per second and below, none at 3 and above. */
export function smoothnessPoints(rmsKmhS: number): number {
  const { best, worst } = scoring.smoothness;
  return (full / 2) * clamp((worst - rmsKmhS) / (worst - best));
}

/** Root mean square of per-second changes; 0 where there were none. */
export function rms(sumSquares: number, seconds: number): number {
  return seconds > 0 ? Math.sqrt(sumSquares / seconds) : 0;
}

/** Speeding: halves with each 2 % of weighted time. */
export function speedingPoints(severityShare: number): number {
  return halve(full, severityShare / scoring.speedingHalvingShare);
}

/** Idling: all lost at a quarter of the time. */
export function idlingPoints(share: number): number {
  return full * clamp(1 - share / scoring.idlingWorstShare);
}

/** Clutch: all lost at a quarter of moving time with a slipping clutch. */
export function clutchPoints(slipShare: number): number {
  return full * clamp(1 - slipShare / scoring.clutch.worstShare);
}

/** Fuel use against the vehicle's own median: all at 1.0 and below, none at 1.5 and above. */
export function mileagePoints(ratio: number): number {
  const { bestRatio, worstRatio } = scoring.mileage;
  return full * clamp((worstRatio - ratio) / (worstRatio - bestRatio));
}

/** 0-100 over the parts that could be measured; null when none could. */
export function totalScore(parts: Readonly<Record<string, number | null>>): number | null {
  const known = Object.values(parts).filter((points): points is number => points !== null);
  if (known.length === 0) return null;
  return (100 * known.reduce((sum, points) => sum + points, 0)) / (full * known.length);
}
