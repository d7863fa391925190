import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { pickSpeedSeries } from "#server/domain/trips/speed-series.ts";
import { collectRatios, isInGear, learnGears, type RatioBin } from "./gears.ts";

/** Rpm per km/h of a five-speed car. */
const gearbox = [130, 72, 48, 36, 29];

function ratiosOf(samples: readonly Sample[]): RatioBin[] | null {
  const columns = toColumns(samples);
  const last = columns.length - 1;
  const series = pickSpeedSeries(columns, cleanSpeed(columns), { first: 0, last, endReason: "silence", silenceMs: 0 });
  return collectRatios(columns, series, () => null);
}

/** 300 s in each gear under load, then `slipS` with an engine that turns a third too fast for fourth gear. */
function recording(slipS: number): Sample[] {
  const samples: Sample[] = [];
  const add = (kmh: number, ratio: number) =>
    samples.push({
      atMs: samples.length * 1000,
      speedKmh: kmh,
      rpm: kmh * ratio * (1 + Math.sin(samples.length) * 0.005),
      throttlePct: 20,
    });
  gearbox.forEach((ratio, gear) => {
    for (let s = 0; s < 300; s++) add(15 + gear * 18, ratio);
  });
  for (let s = 0; s < slipS; s++) add(70, 36 * 1.18);
  return samples;
}

const histogram = (ratios: readonly RatioBin[]) => new Map(ratios.map(({ bin, seconds }) => [bin, seconds]));

describe("gears", () => {
  test("are learned from how rpm and speed go together", () => {
    const ratios = ratiosOf(recording(0)) ?? [];
    const gears = learnGears(histogram(ratios)) ?? [];
    expect(gears).toHaveLength(5);
    expect(ratios.every(({ bin }) => isInGear(bin, gears))).toBe(true);
  });

  test("a slipping clutch is in none of them, with its place in time", () => {
    const ratios = ratiosOf(recording(20)) ?? [];
    const gears = learnGears(histogram(ratios)) ?? [];
    const slips = ratios.filter(({ bin }) => !isInGear(bin, gears));
    expect(slips.reduce((sum, { seconds }) => sum + seconds, 0)).toBeGreaterThanOrEqual(18);
    expect(slips.every(({ longest }) => longest.atMs >= 1_499_000)).toBe(true);
  });

  test("are unknown after too little driving, and without rpm", () => {
    expect(learnGears(new Map([[100, 300]]))).toBeNull();
    expect(
      ratiosOf([
        { atMs: 0, speedKmh: 50 },
        { atMs: 1000, speedKmh: 50 },
      ]),
    ).toBeNull();
  });
});
