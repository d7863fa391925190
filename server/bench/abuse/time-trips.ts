import { setTimeout } from "node:timers/promises";
import { percentile } from "#server/bench/percentile.ts";
import type { Fleet } from "./stage.ts";
import { upload } from "./upload.ts";

const trips = 8;
const everyMs = 20;
/** One that takes longer is given up. */
const longestMs = 120_000;

/** A drive of two minutes with the ignition turned on and off. */
function drive(startMs: number): object[] {
  return Array.from({ length: 120 }, (_, second) => ({
    type: "sample",
    at: new Date(startMs + second * 1000).toISOString(),
    speed_kmh: Math.min(50, second, 119 - second),
    ignition: second < 119,
  }));
}

/** Milliseconds from an upload until it is a finished trip: the longest of some, one after the other, each in an hour of its own. */
export async function timeTrips(origin: string, { deviceToken, countTrips }: Fleet, month: string): Promise<number> {
  const timesMs: number[] = [];
  for (let hour = 0; hour < trips; hour++) {
    const before = await countTrips();
    const startedMs = performance.now();
    await upload(origin, deviceToken, drive(Date.parse(`${month}-01T00:00:00Z`) + hour * 3_600_000));
    while ((await countTrips()) <= before && performance.now() - startedMs < longestMs) await setTimeout(everyMs);
    timesMs.push(performance.now() - startedMs);
  }
  return percentile(timesMs, 1);
}
