import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { drive, still } from "#server/domain/trips/fixtures/drive.ts";
import type { RuleOf } from "./occurrence.ts";
import { SpeedWatch } from "./speed-watch.ts";

const startMs = Date.UTC(2026, 2, 1, 12);
const rule: RuleOf<"speed_limit"> = {
  ...{ id: 1, severity: "warning" as const, cooldownS: 600, maxAgeS: 7200, email: false, push: false },
  kind: "speed_limit",
  params: { toleranceKmh: 5, leastS: 10 },
};

function watch(...pages: Sample[][]) {
  const speeds = new SpeedWatch(rule, { id: 7, limitKmh: 100 });
  for (const page of pages) {
    const columns = toColumns(page);
    speeds.add(columns, cleanSpeed(columns));
  }
  return speeds.finish();
}

const speeding = (...speeds: number[]) => drive({ startMs, speeds, from: { lat: 48.2, lon: 16.4 } });

describe("driving faster than the car's own limit", () => {
  test("is one episode with its beginning, length, peak and place", () => {
    const found = watch(speeding(...still(60, 90), ...still(20, 112), ...still(10, 131.44), ...still(60, 90)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      vehicleId: 7,
      atMs: startMs + 60_000,
      endedAtMs: startMs + 89_000,
      facts: { limitKmh: 100, peakKmh: 131.4, durationS: 29 },
    });
    expect(found[0]?.position?.lat).toBeGreaterThan(48.2);
  });

  test("within the tolerance, or too briefly, is none", () => {
    expect(watch(speeding(...still(100, 105)))).toEqual([]);
    expect(watch(speeding(...still(30, 90), ...still(10, 140), ...still(30, 90)))).toEqual([]);
  });

  test("along the limit is one episode until the car is back at it", () => {
    const along = Array.from({ length: 10 }, () => [...still(15, 107), ...still(15, 102)]).flat();
    expect(watch(speeding(...along))).toHaveLength(1);
    const apart = Array.from({ length: 3 }, () => [...still(15, 107), ...still(15, 100)]).flat();
    expect(watch(speeding(...apart))).toHaveLength(3);
  });

  test("ends with a silence, and goes on over the end of a page", () => {
    const silent = speeding(...still(20, 120), ...still(70, 120), ...still(20, 120)).filter((_, second) => second < 20 || second >= 90);
    expect(watch(silent)).toHaveLength(2);
    const whole = speeding(...still(40, 120));
    expect(watch(whole.slice(0, 15), whole.slice(15))).toEqual(watch(whole));
  });
});
