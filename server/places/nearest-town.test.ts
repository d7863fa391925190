import { expect, test } from "vitest";
import { findNearestTown } from "./nearest-town.ts";

test("names the nearest town with its country", () => {
  expect(findNearestTown({ lat: 41.885, lon: -87.785 })).toEqual({ town: "Oak Park, IL, United States", quarter: null });
  expect(findNearestTown({ lat: 52.22, lon: 6.89 })).toEqual({ town: "Enschede, Netherlands", quarter: null });
  expect(findNearestTown({ lat: 43.653, lon: -79.383 })?.town).toMatch(/, ON, Canada$/);
  expect(findNearestTown({ lat: 0, lon: -30 })).toBeNull();
});

test.each([
  ["Kelowna", 49.9006, -119.4814, "Kelowna, BC, Canada"],
  ["the old district of Okanagan", 50.3639, -119.35, "Vernon, BC, Canada"],
  ["Bāzār-e Yakāwlang, destroyed", 34.7353, 66.9619, /Afghanistan$/],
])("former places are left out: %s", (_what, lat, lon, town) => {
  expect(findNearestTown({ lat, lon })).toEqual({ town: expect.stringMatching(town), quarter: null });
});

test.each([
  ["the Sydney Opera House", -33.8568, 151.2153, "Sydney, NSW, Australia", "The Rocks"],
  ["Berlin", 52.4983, 13.4066, "Berlin, Germany", "Kreuzberg"],
  ["Los Angeles", 34.0983, -118.3267, "Los Angeles, CA, United States", "Hollywood"],
  ["London's edge", 51.4416, 0.1487, "London, United Kingdom", "Bexley"],
  ["Delhi", 28.7433, 77.0828, "Delhi, India", "Rohini"],
  ["a town next to a larger one", 51.3617, -0.0939, "Croydon, United Kingdom", "South Croydon"],
])("a quarter is no town but part of one: %s", (_what, lat, lon, town, quarter) => {
  expect(findNearestTown({ lat, lon })).toEqual({ town, quarter });
});

test("a locality that is part of no town is named as one", () => {
  expect(findNearestTown({ lat: 53.368, lon: -1.8454 })).toEqual({ town: "High Peak, United Kingdom", quarter: null });
});
