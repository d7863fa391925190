/** What badges promise whatever the trips: a function of the set of trips, of which later ones change nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { BadgeTrip } from "./badge.ts";
import { earnBadges } from "./earn-badges.ts";

const startMs = Date.UTC(2026, 0, 5, 8);
const points = fc.option(fc.constantFrom(12, 19, 20), { freq: 12 });
const count = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

/** Trips as they come: some at the same moment in other cars, pauses, parts that could not be measured. */
const values = fc.record({
  afterHours: fc.constantFrom(0, 3, 9, 15, 24, 24, 30, 200),
  vehicleId: fc.constantFrom(1, 1, 2),
  timeZone: fc.constantFrom("UTC", "America/Chicago", "Asia/Kolkata"),
  distanceM: fc.integer({ min: 1000, max: 60_000 }),
  idlingS: fc.constantFrom(0, 50, 200, 400),
  over70MphS: count,
  hardBrakes: count,
  hardAccels: count,
  nightFraction: fc.option(fc.constantFrom(0, 0.5, 1)),
  fuelL: fc.option(fc.constantFrom(0.5, 1, 2)),
  score: fc.constantFrom(30, 60, 78, 80, 85, 90, 92),
  hbr: points,
  hac: points,
  spd: points,
  idl: points,
});

const history = fc.array(values, { minLength: 1, maxLength: 120, size: "max" }).map((list): BadgeTrip[] => {
  let startedAtMs = startMs;
  return list.map(({ afterHours, ...rest }, n) => {
    startedAtMs += afterHours * 3_600_000;
    return { ...rest, id: n + 1, startedAtMs, endedAtMs: startedAtMs + 1_200_000, durationS: 1200, energyKwh: null };
  });
});

test("later trips never change what was earned before", () => {
  fc.assert(
    fc.property(history, fc.nat(), (trips, pick) => {
      const known = trips.slice(0, 1 + (pick % trips.length));
      const ids = new Set(known.map(({ id }) => id));
      expect(earnBadges(trips).filter(({ tripId }) => ids.has(tripId))).toEqual(earnBadges(known));
    }),
  );
});

test("the order of the trips does not matter, and the same trips earn the same", () => {
  fc.assert(
    fc.property(history, fc.nat(), (trips, seed) => {
      const shuffled = [...trips].sort((a, b) => ((a.id * 7919 + seed) % 1009) - ((b.id * 7919 + seed) % 1009));
      expect(earnBadges(shuffled)).toEqual(earnBadges(trips));
    }),
  );
});

test("each badge once, by a trip there is, with finite figures", () => {
  fc.assert(
    fc.property(history, (trips) => {
      const earned = earnBadges(trips);
      expect(new Set(earned.map(({ badge }) => badge)).size).toBe(earned.length);
      for (const { tripId, facts } of earned) {
        expect(trips.some(({ id }) => id === tripId)).toBe(true);
        expect(Object.values(facts).every(Number.isFinite)).toBe(true);
      }
    }),
  );
});
