import { expect, test } from "vitest";
import { describeAlert } from "./describe.ts";

const at = new Date("2026-03-01T07:15:00Z");
const metric = { units: "metric", timeZone: "Europe/Vienna" } as const;
const imperial = { units: "imperial", timeZone: "America/Chicago" } as const;

test("an alert reads in its reader's units and local time, a drive's in the time of its place", () => {
  const alert = {
    kind: "speed_limit" as const,
    vehicle: "Golf",
    driver: "Ann",
    at,
    timeZone: null,
    facts: { limitKmh: 100, peakKmh: 131.4, durationS: 29 },
  };
  expect(describeAlert(alert, metric)).toEqual({
    subject: "Golf: over its speed limit",
    body: "Up to 131 km/h where the car's own limit is 100 km/h, for 29 seconds.\nDriver: Ann\nWhen: 2026-03-01 08:15 (Europe/Vienna)",
  });
  expect(describeAlert(alert, imperial).body).toBe(
    "Up to 82 mph where the car's own limit is 62 mph, for 29 seconds.\nDriver: Ann\nWhen: 2026-03-01 01:15 (America/Chicago)",
  );
  expect(describeAlert({ ...alert, timeZone: "America/Denver" }, metric).body).toContain("When: 2026-03-01 00:15 (America/Denver)");
});

test("one about a driver's paper names the driver; a service names what is known of its due", () => {
  const paper = {
    kind: "document_due",
    vehicle: null,
    driver: "Ann",
    at,
    timeZone: null,
    facts: { documentId: 1, document: "licence" as const, dueOn: "2026-03-20" },
  };
  expect(describeAlert({ ...paper, kind: "document_due" }, metric).subject).toBe("Ann: licence expires");
  const service = (dueOn: string | null, dueKm: number | null) =>
    describeAlert(
      { kind: "service_due", vehicle: "Golf", driver: null, at, timeZone: null, facts: { planId: 1, service: "Oil", dueOn, dueKm } },
      metric,
    ).body;
  expect(service("2026-04-01", 30_000)).toMatch(/^Oil is due about 2026-04-01 or at 30000 km\.$/);
  expect(service(null, null)).toMatch(/^Oil is due\.$/);
});
