import { expect, test } from "vitest";
import { findNearestTown, findTimeZone } from "./nearest-town.ts";

test("names the nearest town with its country", () => {
  expect(findNearestTown({ lat: 41.885, lon: -87.785 })).toBe("Oak Park, IL, United States");
  expect(findNearestTown({ lat: 52.22, lon: 6.89 })).toMatch(/^Enschede, Netherlands$/);
  expect(findNearestTown({ lat: 43.653, lon: -79.383 })).toMatch(/, ON, Canada$/);
  expect(findNearestTown({ lat: 0, lon: -30 })).toBeNull();
});

test("tells the time zone of a position", () => {
  expect(findTimeZone({ lat: 41.885, lon: -87.785 })).toBe("America/Chicago");
});
