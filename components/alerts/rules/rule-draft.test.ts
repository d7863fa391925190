import { expect, test } from "vitest";
import { defaultRules } from "#server/domain/alerts/default-rules.ts";
import { draftRule, findParamProblems, timeChoices } from "./rule-draft.ts";

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

test("a new rule of every kind watches all cars and may be saved as it begins", () => {
  for (const rule of defaultRules) {
    const draft = draftRule(rule);
    expect(draft).toMatchObject({ vehicleIds: null, severity: rule.severity, cooldownS: rule.cooldownS });
    expect(findParamProblems(rule.kind, draft.params)).toEqual([]);
  }
});
