import { describe, expect, test } from "vitest";
import { distanceBetweenM } from "#server/domain/geo.ts";
import {
  type Corner,
  eastOf,
  extentOf,
  labelPointOf,
  middlesOf,
  withCorner,
  withCornerAfter,
  withoutCorner,
  wrapLon,
} from "./shape-points.ts";

const square: Corner[] = [
  [0, 0],
  [0, 2],
  [2, 2],
  [2, 0],
];

test("a point to the east lies as far away as asked", () => {
  const from = { lat: 52, lon: 13 };
  const to = eastOf(from, 1500);
  expect(distanceBetweenM(from.lat, from.lon, to.lat, to.lon)).toBeCloseTo(1500, 0);
});

test("a circle's extent reaches its radius on all sides", () => {
  const [southWest, northEast] = extentOf({ kind: "circle", lat: 40, lon: -3, radiusM: 10_000 });
  expect(distanceBetweenM(40, -3, 40, northEast?.lon ?? 0)).toBeCloseTo(10_000, -1);
  expect(distanceBetweenM(40, -3, southWest?.lat ?? 0, -3)).toBeCloseTo(10_000, -1);
});

test("a name stands above the middle", () => {
  expect(labelPointOf({ kind: "polygon", corners: square })).toEqual({ lat: 2, lon: 1 });
});

describe("corners", () => {
  test("have a middle behind each, the last one too", () => {
    expect(middlesOf(square)).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
      [1, 0],
    ]);
  });

  test("are moved, added and removed without touching the others", () => {
    expect(withCorner(square, 1, [0, 3])).toEqual([
      [0, 0],
      [0, 3],
      [2, 2],
      [2, 0],
    ]);
    expect(withCornerAfter(square, 3, [1, 0]).at(-1)).toEqual([1, 0]);
    expect(withoutCorner(square, 0)).toEqual(square.slice(1));
    expect(square).toHaveLength(4);
  });
});

test.each([
  [190, -170],
  [-190, 170],
  [180, 180],
  [540, -180],
  [12, 12],
])("longitude %d is written %d", (lon, written) => {
  expect(wrapLon(lon)).toBe(written);
});
