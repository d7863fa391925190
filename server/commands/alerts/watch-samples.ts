import type { Tx } from "#db/client.ts";
import { readSamples, type TimeRange } from "#db/queries/trips/cutting.ts";
import type { FenceWatch } from "#server/commands/geofences/watch-fences.ts";
import { BatteryWatch } from "#server/domain/alerts/battery-watch.ts";
import type { Fix } from "#server/domain/alerts/fence-walk.ts";
import type { Occurrence, WatchRule } from "#server/domain/alerts/occurrence.ts";
import { episodeGapMs, SpeedWatch } from "#server/domain/alerts/speed-watch.ts";
import { findLowBattery } from "#server/domain/health/battery.ts";
import { cleanFixes, cleanSpeed } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

/** Samples read at a time. */
const pageRows = 20_000;

export interface SampleWatchInput {
  vehicleId: number;
  speedLimitKmh: number | null;
  /** The newest known values. */
  signals: VehicleSignals;
  rules: readonly WatchRule[];
  fences: FenceWatch;
  /** Before this moment nothing is news to any rule. */
  newsFromMs: number;
}

/**
 * Holds the samples of the stretches against the rules about speed, battery and geofences, page by page. What lies before all
 * news is only read where a limit or a border asks for it: a low battery of last year helps nobody, unless it still is.
 */
export async function watchSamples(tx: Tx, input: SampleWatchInput, ranges: readonly TimeRange[]): Promise<Occurrence[]> {
  const { vehicleId, fences } = input;
  const found: Occurrence[] = [];
  for (const range of ranges) {
    const watches = createWatches(input, range);
    if (watches.length === 0 && !fences.wantsFixes) continue;
    const reachMs = episodeGapMs + Math.max(0, ...watches.map(({ reachMs: own }) => own));
    await fences.begin(range);
    for (let afterMs = range.fromMs - reachMs - 1; ; ) {
      const { columns, complete } = await readSamples(tx, vehicleId, afterMs, pageRows, range.toMs + reachMs);
      const speed = cleanSpeed(columns);
      for (const { watch } of watches) watch.add(columns, speed);
      fences.walk(toFixes(columns, range));
      afterMs = columns.atMs[columns.length - 1] ?? afterMs;
      if (complete) break;
    }
    await fences.end(range);
    found.push(...watches.flatMap(({ watch }) => watch.finish()));
  }
  return found;
}

interface Watch {
  /** How far around a change it looks, ms. */
  reachMs: number;
  watch: Pick<SpeedWatch, "add" | "finish">;
}

function createWatches({ vehicleId, speedLimitKmh, signals, rules, newsFromMs }: SampleWatchInput, { toMs }: TimeRange): Watch[] {
  const watches: Watch[] = [];
  const batteryFromMs = Math.min(newsFromMs, findLowBattery(signals)?.atMs ?? newsFromMs);
  for (const rule of rules) {
    if (rule.kind === "speed_limit" && speedLimitKmh !== null) {
      const watch = new SpeedWatch(rule, { id: vehicleId, limitKmh: speedLimitKmh });
      watches.push({ reachMs: rule.params.leastS * 1000, watch });
    }
    if (rule.kind === "low_battery" && toMs >= batteryFromMs) watches.push({ reachMs: 0, watch: new BatteryWatch(rule, vehicleId) });
  }
  return watches;
}

/** Stretches nearer than this are read as one, ms. */
const joinWithinMs = 600_000;

/** Stretches in order of time, those that are near each other as one. */
export function joinNear(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && range.fromMs - last.toMs <= joinWithinMs) last.toMs = Math.max(last.toMs, range.toMs);
    else joined.push({ ...range });
  }
  return joined;
}

/** The believable positions of the stretch itself. */
function toFixes(columns: SampleColumns, { fromMs, toMs }: TimeRange): Fix[] {
  const { atMs, lat, lon, accuracyM } = columns;
  const { index } = cleanFixes(columns, 0, columns.length - 1);
  return index
    .filter((i) => (atMs[i] as number) >= fromMs && (atMs[i] as number) <= toMs)
    .map((i) => {
      const accuracy = accuracyM[i] as number;
      return { atMs: atMs[i] as number, lat: lat[i] as number, lon: lon[i] as number, accuracyM: Number.isNaN(accuracy) ? null : accuracy };
    });
}
