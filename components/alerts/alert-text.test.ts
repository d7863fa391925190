import { describe, expect, test } from "vitest";
import { t } from "#components/messages/messages.ts";
import { createFormat } from "#components/ui/values/format.tsx";
import { placeToAct, sayAlert, tripLinkOf } from "./alert-text.ts";

const metric = { t, format: createFormat({ units: "metric", timeZone: "UTC", locale: "en-GB" }) };
const imperial = { t, format: createFormat({ units: "imperial", timeZone: "America/Chicago", locale: "en-US" }) };

describe("what an alert says", () => {
  test.each([
    [
      { kind: "speed_limit", facts: { limitKmh: 110, peakKmh: 132.4, durationS: 40 } },
      "Drove 132 km/h where 110 km/h is its limit, for 40 s",
      "Drove 82 mph where 68 mph is its limit, for 40 s",
    ],
    [{ kind: "hard_brake", facts: { peakKmhS: 14.2, tier: 3 } }, "Braked very hard, by 14.2 km/h/s", "Braked very hard, by 8.8 mph/s"],
    [{ kind: "silent", facts: { hours: 72, lastAt: "2026-03-01T00:00:00Z" } }, "Not heard of for 3 d", "Not heard of for 3 d"],
    [
      { kind: "mil", facts: { codes: ["P0301", "P0171"] } },
      "Check engine light is on: P0301, P0171",
      "Check engine light is on: P0301, P0171",
    ],
    [{ kind: "mil", facts: { codes: [] } }, "Check engine light is on", "Check engine light is on"],
    [
      { kind: "geofence_dwell", facts: { geofenceId: 1, geofence: "Depot", minutes: 90 } },
      "Has been at Depot for 1 h 30 min",
      "Has been at Depot for 1 h 30 min",
    ],
    [
      { kind: "service_due", facts: { planId: 1, service: "Oil change", dueOn: null, dueKm: 120_000 } },
      "Oil change is due at 120,000 km",
      "Oil change is due at 74,565 mi",
    ],
    // A day is the same day everywhere.
    [
      { kind: "document_due", facts: { documentId: 1, document: "insurance", dueOn: "2026-12-01" } },
      "Insurance: expiry date 1 December 2026",
      "Insurance: expiry date December 1, 2026",
    ],
  ] as const)("%#: $0.kind", (alert, inMetric, inImperial) => {
    const copied = { ...alert, facts: { ...alert.facts } } as Parameters<typeof sayAlert>[1];
    expect(sayAlert(metric, copied)).toBe(inMetric);
    expect(sayAlert(imperial, copied)).toBe(inImperial);
  });
});

test("an alert leads to where something can be done about it", () => {
  const vehicle = { id: 4, name: "Golf" };
  expect(placeToAct({ kind: "mil", vehicle })?.href).toBe("/vehicles/4/health");
  expect(placeToAct({ kind: "service_due", vehicle })?.href).toBe("/vehicles/4/service");
  expect(placeToAct({ kind: "geofence_in", vehicle: null })?.href).toBe("/geofences");
  expect(placeToAct({ kind: "mil", vehicle: null })).toBeNull();
  expect(placeToAct({ kind: "hard_brake", vehicle })).toBeNull();
});

test("and to the second of its trip", () => {
  expect(tripLinkOf({ tripId: 9, at: new Date("2026-03-01T08:00:31Z") })).toBe("/trips/9?at=1772352031000");
  expect(tripLinkOf({ tripId: null, at: new Date() })).toBeNull();
});
