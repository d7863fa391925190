import { expect, test } from "vitest";
import { t } from "../messages/messages.ts";
import { createFormat } from "../ui/format.tsx";
import { sayRule } from "./rule-text.ts";

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
