import { describe, expect, test } from "vitest";
import { rowAt, toSpeedRows } from "./speed-series.ts";

function toTrack(speeds: readonly (number | null)[]) {
  return {
    offsetS: speeds.map((_, index) => index),
    distanceM: speeds.map((_, index) => index * 10),
    speedKmh: [...speeds],
    lat: speeds.map(() => null),
    lon: speeds.map(() => null),
    rpm: speeds.map(() => null),
  };
}

describe("toSpeedRows", () => {
  test("short tracks are drawn as they are", () => {
    expect(toSpeedRows(toTrack([0, 5, null]))).toEqual([
      { index: 0, offsetS: 0, distanceM: 0, speedKmh: 0 },
      { index: 1, offsetS: 1, distanceM: 10, speedKmh: 5 },
      { index: 2, offsetS: 2, distanceM: 20, speedKmh: null },
    ]);
  });

  test("long ones lose neither peaks, gaps nor the end", () => {
    const speeds: (number | null)[] = Array.from({ length: 2000 }, (_, index) => 50 + (index % 10));
    speeds[777] = 133;
    speeds[901] = 0;
    speeds[1300] = null;
    const rows = toSpeedRows(toTrack(speeds));
    expect(rows.length).toBeLessThan(1000);
    expect(rows.map(({ index }) => index)).toEqual(expect.arrayContaining([777, 901, 1300, 1999]));
    expect(rows.map(({ index }) => index)).toEqual(rows.map(({ index }) => index).toSorted((a, b) => a - b));
  });

  test("the row of a place left out is the next one", () => {
    const rows = toSpeedRows(toTrack([1, 2, 3]));
    expect(rowAt(rows, 1)?.index).toBe(1);
    expect(rowAt(rows, 99)?.index).toBe(2);
  });
});
