import { describe, expect, test } from "vitest";
import { bandOf, speedBands, toRuns, toTrackPoints } from "./speed-scale.ts";

describe("the speed scale", () => {
  test.each(["metric", "imperial"] as const)("has a colour for every speed, in %s", (units) => {
    const bands = speedBands(units);
    expect(bands).toHaveLength(6);
    for (const [index, band] of bands.entries()) {
      expect(band.fromKmh).toBe(index === 0 ? 0 : bands[index - 1]?.toKmh);
      expect(bandOf(bands, band.fromKmh)).toBe(index);
    }
    expect(bandOf(bands, 400)).toBe(5);
    expect(bandOf(bands, null)).toBe(0);
  });

  test("its figures are round for the reader", () => {
    expect(speedBands("imperial").map(({ label }) => label)).toEqual(["0–10", "10–20", "20–30", "30–50", "50–70", "70+"]);
  });
});

describe("tracks", () => {
  const track = { lat: [1, null, 2, 3, 4], lon: [1, 1, 2, 3, 4], speedKmh: [10, 20, 10, 100, null] };

  test("moments without a position are left out and keep their places", () => {
    expect(toTrackPoints(track).map(({ index }) => index)).toEqual([0, 2, 3, 4]);
  });

  test("runs of one colour follow each other without a gap", () => {
    const runs = toRuns(toTrackPoints(track), speedBands("metric"));
    expect(runs.map(({ band }) => band)).toEqual([0, 3, 4]);
    for (const [index, run] of runs.slice(1).entries()) expect(run.points[0]).toEqual(runs[index]?.points.at(-1));
  });

  test("a track of one point draws nothing", () => {
    expect(toRuns(toTrackPoints({ lat: [1], lon: [1], speedKmh: [5] }), speedBands("metric"))).toEqual([]);
  });
});
