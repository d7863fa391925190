import { expect, test } from "vitest";
import { fillDays, meanScore } from "./day-series.ts";

const days = [
  { day: "2026-02-27", trips: 1, distanceM: 10_000, score: 90 },
  { day: "2026-03-01", trips: 2, distanceM: 30_000, score: 70 },
];

test("days without a trip are zero, across the end of a month", () => {
  expect(fillDays(days, 4, "2026-03-02").map(({ day, trips }) => [day, trips])).toEqual([
    ["2026-02-27", 1],
    ["2026-02-28", 0],
    ["2026-03-01", 2],
    ["2026-03-02", 0],
  ]);
});

test("the mean is weighted by distance and leaves out days without a score", () => {
  expect(meanScore([...days, { day: "2026-03-02", trips: 1, distanceM: 90_000, score: null }])).toBe(75);
  expect(meanScore([])).toBeNull();
});
