import fc from "fast-check";
import { expect, test } from "vitest";
import { type AgingValue, isStale } from "./stale.ts";

const now = Date.UTC(2026, 2, 10);
const minute = 60_000;
const day = 1440 * minute;

test.each<[AgingValue, number]>([
  ["speedKmh", 5 * minute],
  ["rpm", 5 * minute],
  ["coolantC", 60 * minute],
  ["batteryV", day],
  ["fuelLevelPct", day],
  ["odometerKm", 3 * day],
  ["mil", 3 * day],
])("%s holds for %d ms", (name, holdsMs) => {
  expect(isStale(name, now - holdsMs, now)).toBe(false);
  expect(isStale(name, now - holdsMs - 1, now)).toBe(true);
});

test("a value does not get fresh again by waiting, and one of the future is not stale", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<AgingValue>("speedKmh", "intakeC", "socPct", "dtcs"),
      fc.nat(5 * day),
      fc.nat(5 * day),
      (name, age, more) => {
        if (isStale(name, now - age, now)) expect(isStale(name, now - age, now + more)).toBe(true);
        expect(isStale(name, now + age, now)).toBe(false);
      },
    ),
  );
});
