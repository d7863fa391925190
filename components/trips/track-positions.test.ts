import { expect, test } from "vitest";
import { distanceAtOffset, indexAtOffset, toOffsetS } from "./track-positions.ts";

const track = {
  offsetS: [0, 10, 20, 40],
  distanceM: [0, 100, 250, 600],
  lat: [null, null, null, null],
  lon: [null, null, null, null],
  speedKmh: [0, 36, 54, 60],
  rpm: [null, null, null, null],
};

test("the nearest point in time is found, also beyond both ends", () => {
  expect([-5, 0, 4, 6, 20, 29, 31, 99].map((offsetS) => indexAtOffset(track, offsetS))).toEqual([0, 0, 0, 1, 2, 2, 3, 3]);
  expect(indexAtOffset({ offsetS: [] }, 3)).toBeNull();
});

test("distance at a moment", () => {
  expect(distanceAtOffset(track, 19)).toBe(250);
  expect(distanceAtOffset(null, 19)).toBeNull();
  expect(toOffsetS(new Date(1000), 6500)).toBe(5.5);
});
