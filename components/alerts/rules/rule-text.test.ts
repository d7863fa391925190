import { describe, expect, test } from "vitest";
import { t } from "#components/messages/messages.ts";
import { createFormat } from "#components/ui/values/format.tsx";
import { sayRule, sayRuleFacts } from "./rule-text.ts";

const words = {
  t,
  format: createFormat({ units: "imperial", timeZone: "UTC", locale: "en-US" }),
  nameGeofence: (id: number) => (id === 3 ? "Depot" : null),
};

test.each([
  [{ kind: "speed_limit", params: { toleranceKmh: 5, leastS: 5 } }, "More than 3 mph over the car's limit for 5 s"],
  [{ kind: "hard_brake", params: { leastTier: 2 } }, "A car brakes hard or harder"],
  [{ kind: "silent", params: { hours: 72 } }, "Nothing heard of a car for 3 d"],
  [{ kind: "geofence_in", params: { geofenceId: 3 } }, "A car comes to Depot"],
  [{ kind: "geofence_out", params: { geofenceId: null } }, "A car leaves any geofence"],
  [{ kind: "geofence_dwell", params: { geofenceId: 9, minutes: 90 } }, "A car stays at a geofence that was removed for 1 h 30 min"],
  [{ kind: "document_due", params: { daysAhead: 1 } }, "A document expires within 1 day"],
] as const)("%#: $0.kind", (rule, text) => {
  expect(sayRule(words, rule as Parameters<typeof sayRule>[1])).toBe(text);
});

describe("what else a rule says", () => {
  const rule = { vehicleIds: null, email: true, push: false, cooldownS: 900 };

  test("its cars, its channels, and how often it comes for each", () => {
    expect(sayRuleFacts(words, { ...rule, kind: "speed_limit" })).toEqual([
      "All cars",
      "in the app, email",
      "at most once in 15 min for each car",
    ]);
    expect(sayRuleFacts(words, { ...rule, kind: "mil", vehicleIds: [4], email: false, push: true })).toEqual([
      "1 car",
      "in the app, push",
      "at most once in 15 min for each car",
    ]);
  });

  test("what is due comes again for each document and service", () => {
    expect(sayRuleFacts(words, { ...rule, kind: "document_due" }).at(-1)).toBe("at most once in 15 min for each document");
    expect(sayRuleFacts(words, { ...rule, kind: "service_due" }).at(-1)).toBe("at most once in 15 min for each service");
  });

  test("an API key is of no car and comes at moments of its own", () => {
    expect(sayRuleFacts(words, { ...rule, kind: "key_due" })).toEqual(["in the app, email"]);
  });
});
