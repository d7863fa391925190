/** Speeding and idling as the score sees them. */
import { scoring } from "#server/domain/scoring/constants.ts";
import type { IdlingRun, SpeedingEpisode } from "#server/domain/scoring/evidence.ts";
import type { SpeedGrid } from "#server/domain/trips/speed-series.ts";
import { mphToKmh } from "./counters.ts";
import type { Locate } from "./manoeuvres.ts";

const bands = scoring.speedingBands.map(({ mph, weight }) => ({
  aboveKmh: mphToKmh(mph),
  untilKmh: mphToKmh(mph - scoring.hysteresisMph),
  weight,
}));

/**
 * Episodes above the lowest threshold. Each second weighs what the highest band does that it is in; a band once entered
 * is left 5 mph below its threshold.
 */
export function findSpeedingEpisodes(grid: SpeedGrid, locate: Locate): SpeedingEpisode[] {
  const episodes: SpeedingEpisode[] = [];
  let open: SpeedingEpisode | undefined;
  let band = -1;
  for (let i = 0; i < grid.length; i++) {
    const kmh = grid.kmh[i] as number;
    if (grid.isStart[i] === 1) band = -1;
    while (band >= 0 && kmh < (bands[band]?.untilKmh ?? 0)) band--;
    while (band + 1 < bands.length && kmh > (bands[band + 1]?.aboveKmh ?? 0)) band++;
    if (band < 0) {
      open = undefined;
      continue;
    }
    const atMs = (grid.atS[i] as number) * 1000;
    if (!open || grid.isStart[i] === 1) {
      open = { atMs, endedAtMs: atMs, position: locate(grid.index[i] as number), peakKmh: kmh, severityS: 0 };
      episodes.push(open);
    }
    open.endedAtMs = atMs;
    open.severityS += bands[band]?.weight ?? 0;
    if (kmh > open.peakKmh) open.peakKmh = kmh;
  }
  return episodes;
}

/** Standing with the engine not known to be off, for two minutes and longer. */
export function findIdling(grid: SpeedGrid, engineOff: (index: number) => boolean, locate: Locate): IdlingRun[] {
  const runs: IdlingRun[] = [];
  let from = -1;
  const close = (to: number) => {
    if (from < 0) return;
    const durationS = (grid.atS[to] as number) - (grid.atS[from] as number) + 1;
    if (durationS >= scoring.idlingFromS) {
      runs.push({ atMs: (grid.atS[from] as number) * 1000, durationS, position: locate(grid.index[from] as number) });
    }
    from = -1;
  };
  for (let i = 0; i < grid.length; i++) {
    if (grid.isStart[i] === 1) close(i - 1);
    const idles = grid.kmh[i] === 0 && !engineOff(grid.index[i] as number);
    if (idles && from < 0) from = i;
    else if (!idles) close(i - 1);
  }
  close(grid.length - 1);
  return runs;
}
