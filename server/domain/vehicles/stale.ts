/** From which age on a value says what was, not what is. */
import type { VehicleSignals } from "./state.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a screen shows of a car with an age: its signals, and whether its adapter is plugged in. */
export type AgingValue = Exclude<keyof VehicleSignals, "moved" | "batteryNotLow"> | "plugged";

/**
 * How long each kind of value holds, ms. Motion and load change by the second: they hold as long as a car counts as driving
 * without being heard (see activity.ts). Temperatures follow within the hour an engine takes to cool down. Levels hold for a day.
 * What changes rarely, or only while driving, holds until the car counts as silent.
 */
const holds = { motion: 5 * minuteMs, temperature: hourMs, level: dayMs, lasting: 3 * dayMs } as const;

const kinds: Record<AgingValue, keyof typeof holds> = {
  speedKmh: "motion",
  gpsSpeedKmh: "motion",
  headingDeg: "motion",
  rpm: "motion",
  engineLoadPct: "motion",
  throttlePct: "motion",
  fuelRateLph: "motion",
  mafGps: "motion",
  ignition: "motion",
  coolantC: "temperature",
  intakeC: "temperature",
  fuelLevelPct: "level",
  socPct: "level",
  batteryV: "level",
  odometerKm: "lasting",
  altitudeM: "lasting",
  position: "lasting",
  mil: "lasting",
  dtcs: "lasting",
  plugged: "lasting",
};

/** True for a value that is older than its kind holds; a value of the future is not. */
export function isStale(name: AgingValue, atMs: number, nowMs: number): boolean {
  return nowMs - atMs > holds[kinds[name]];
}
