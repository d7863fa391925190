/** How good the recording of a trip is, as a grade from A to D. */

import type { SpeedChanges } from "#server/domain/driving-events/changes.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { SpeedSeries } from "./speed-series.ts";
import type { QualityGrade } from "./trip.ts";

/** The least share of the trip without gaps, the longest usual step (s) and the most jumps an hour of each grade. */
const grades: readonly { grade: QualityGrade; recordedShare: number; stepS: number; jumpsPerHour: number }[] = [
  { grade: "A", recordedShare: 0.98, stepS: 2, jumpsPerHour: 2 },
  { grade: "B", recordedShare: 0.95, stepS: 10, jumpsPerHour: 10 },
  { grade: "C", recordedShare: 0.6, stepS: 75, jumpsPerHour: 60 },
];

/**
 * Grades a recording. A gap that begins and ends at rest is a stop that was not recorded and costs nothing;
 * jumps are speed changes no car can make and fixes no car can reach.
 */
export function gradeRecording(series: SpeedSeries, changes: SpeedChanges, fixJumps: number, durationS: number): QualityGrade {
  if (series.atMs.length < 2 || durationS <= 0) return "D";
  const recordedShare = 1 - movingGapS(series) / durationS;
  let jumps = fixJumps;
  for (let at = 0; at < changes.length; at++) if (Math.abs(changes.kmhS[at] as number) > scoring.maxPlausibleKmhS) jumps++;
  // One jump in a short trip is one jump, not many an hour.
  const jumpsPerHour = jumps / Math.max(1, durationS / 3600);
  const found = grades.find((g) => recordedShare >= g.recordedShare && series.medianStepS <= g.stepS && jumpsPerHour <= g.jumpsPerHour);
  return found?.grade ?? "D";
}

function movingGapS({ atMs, kmh, joinS }: SpeedSeries): number {
  let gapS = 0;
  for (let k = 1; k < atMs.length; k++) {
    const stepS = ((atMs[k] as number) - (atMs[k - 1] as number)) / 1000;
    if (stepS > joinS && ((kmh[k] as number) > 0 || (kmh[k - 1] as number) > 0)) gapS += stepS;
  }
  return gapS;
}
