import { expect, test } from "vitest";
import { findParamProblems, timeChoices } from "./rule-draft.ts";

test("numbers that are missing or out of bounds are named", () => {
  expect(findParamProblems("speed_limit", { toleranceKmh: 5, leastS: null })).toEqual(["leastS"]);
  expect(findParamProblems("speed_limit", { toleranceKmh: 101, leastS: 0 })).toEqual(["toleranceKmh"]);
  expect(findParamProblems("geofence_dwell", { geofenceId: null, minutes: 60 })).toEqual([]);
  expect(findParamProblems("mil", {})).toEqual([]);
});

test("a time that is not among the usual ones stays among the choices", () => {
  expect(timeChoices(900)).toEqual(timeChoices(60));
  expect(timeChoices(1000)).toContain(1000);
});
