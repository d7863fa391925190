import { distanceBetweenM } from "#server/domain/geo.ts";
import { fastestFixKmh, rejectionsToRestart, worstAccuracyM } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { DriveState } from "./memory.ts";

/** Takes up the position of a sample if it can be believed (see cleanFixes, which judges the same); tells whether it did. */
export function readFix(state: DriveState, { atMs, lat, lon, accuracyM }: SampleColumns, i: number): boolean {
  const fix = { lat: lat[i] as number, lon: lon[i] as number, atMs: atMs[i] as number };
  const accuracy = accuracyM[i] as number;
  if (Number.isNaN(fix.lat) || Number.isNaN(fix.lon) || (fix.lat === 0 && fix.lon === 0) || accuracy > worstAccuracyM) return false;
  if (state.fix && state.rejectedFixes < rejectionsToRestart) {
    const hours = (fix.atMs - state.fix.atMs) / 3_600_000;
    if (distanceBetweenM(state.fix.lat, state.fix.lon, fix.lat, fix.lon) / 1000 > fastestFixKmh * hours) {
      state.rejectedFixes++;
      return false;
    }
  }
  state.rejectedFixes = 0;
  state.fix = { ...fix, accuracyM: Number.isNaN(accuracy) ? null : accuracy };
  return true;
}
