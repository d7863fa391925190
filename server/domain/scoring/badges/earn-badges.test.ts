import { describe, expect, test } from "vitest";
import { type BadgeKey, type BadgeTrip, badgeKeys } from "./badge.ts";
import { earnBadges, judgeBadges } from "./earn-badges.ts";

const startMs = Date.UTC(2026, 0, 5, 8);
let id = 0;

/** A quiet, ordinary trip of 10 km so many days after the first. */
function trip(day: number, values: Partial<BadgeTrip> = {}): BadgeTrip {
  const startedAtMs = startMs + day * 86_400_000;
  return {
    ...{ id: ++id, vehicleId: 1, startedAtMs, endedAtMs: startedAtMs + 900_000, timeZone: "UTC", distanceM: 10_000, durationS: 900 },
    ...{ idlingS: 200, over70MphS: 10, hardBrakes: 1, hardAccels: 1, nightFraction: 0, fuelL: null, energyKwh: null },
    ...{ score: 70, hbr: 15, hac: 15, spd: 19, idl: 18 },
    ...values,
  };
}

/** One trip on each day from the first until before the last. */
const daily = (from: number, until: number, values: Partial<BadgeTrip> = {}) =>
  Array.from({ length: until - from }, (_, n) => trip(from + n, values));

const find = (trips: readonly BadgeTrip[], badge: BadgeKey) => earnBadges(trips).find((one) => one.badge === badge);
/** How many of the trips there were when the badge was earned; undefined when it was not. */
function earnedAfter(trips: readonly BadgeTrip[], badge: BadgeKey): number | undefined {
  const earned = find(trips, badge);
  return earned && trips.findIndex((one) => one.id === earned.tripId) + 1;
}

test("ordinary driving for a year earns the first report card and nothing else", () => {
  const trips = daily(0, 365).map((one, n) => ({ ...one, score: 70 + (n % 2) * 14 }));
  expect(earnBadges(trips)).toEqual([
    { badge: "first_score", tripId: trips[0]?.id, earnedAtMs: trips[0]?.endedAtMs, facts: { score: 70 } },
  ]);
  expect(earnBadges([])).toEqual([]);
});

describe("in a row", () => {
  test("ten trips without a hard brake; one that could not be measured neither helps nor harms", () => {
    const quiet = { hardBrakes: 0 };
    const trips = [
      ...daily(0, 9, quiet),
      trip(9),
      ...daily(10, 15, quiet),
      trip(15, { hbr: null, hardBrakes: 0 }),
      ...daily(16, 30, quiet),
    ];
    expect(earnedAfter(trips, "smooth_ten")).toBe(21);
    expect(find(trips, "smooth_ten")?.facts).toEqual({ trips: 10, distanceM: 100_000 });
  });

  test("200 km without a hard acceleration, 500 km without speeding", () => {
    expect(earnedAfter(daily(0, 60, { hardAccels: 0 }), "gentle_foot")).toBe(20);
    const trips = [...daily(0, 30, { over70MphS: 0 }), trip(30, { over70MphS: 1 }), ...daily(31, 90, { over70MphS: 0 })];
    expect(earnedAfter(trips, "within_limits")).toBe(81);
  });

  test("twenty trips with all points of idling", () => {
    expect(earnedAfter([trip(0, { idl: 19.9 }), ...daily(1, 40, { idl: 20 })], "engine_off")).toBe(21);
  });

  test("night care counts trips at night only, and all of their faults", () => {
    const careful = { hardBrakes: 0, hardAccels: 0, over70MphS: 0 };
    const night = (day: number, faults = {}) => trip(day, { ...careful, nightFraction: 0.6, ...faults });
    const trips = [night(0), trip(1), night(2), night(3, { over70MphS: 1 }), night(4), night(5), trip(6), night(7), night(8), night(9)];
    expect(earnedAfter(trips, "night_care")).toBe(10);
  });

  test("tells how far it is until it is earned", () => {
    const { progress, earned } = judgeBadges([trip(0), ...daily(1, 7, { hardBrakes: 0 })]);
    expect(progress.smooth_ten).toEqual({ done: 6, of: 10, unit: "trips" });
    expect(progress.first_score).toBeUndefined();
    expect(earned.map(({ badge }) => badge)).toEqual(["first_score"]);
  });
});

describe("weeks", () => {
  const calm = { hardBrakes: 0, hardAccels: 0 };

  test("a smooth one needs trips on several days", () => {
    expect(earnedAfter(daily(0, 9, calm), "smooth_week")).toBe(5);
    const sameDay = [0, 0.1, 0.2, 0.3, 0.4, 0.5].map((day) => trip(day, calm));
    expect(find(sameDay, "smooth_week")).toBeUndefined();
    expect(find(daily(0, 30, { ...calm, hbr: null }), "smooth_week")).toBeUndefined();
  });

  test("a strong one has no weak trip in it", () => {
    const trips = [...daily(0, 4, { score: 90 }), trip(4, { score: 79 }), ...daily(5, 20, { score: 80 })];
    expect(earnedAfter(trips, "strong_week")).toBe(12);
  });

  test("a comeback is a week as good as the month before the bad one", () => {
    const trips = [...daily(0, 30, { score: 80 }), ...daily(30, 37, { score: 60 }), ...daily(37, 50, { score: 82 })];
    const earned = find(trips, "comeback");
    expect(earnedAfter(trips, "comeback")).toBe(46);
    expect(earned?.facts["to"]).toBe(82);
    expect(earned?.facts["from"]).toBe(60);
    // Too late, or not as good.
    expect(
      find([...daily(0, 30, { score: 80 }), ...daily(30, 70, { score: 60 }), ...daily(70, 90, { score: 79 })], "comeback"),
    ).toBeUndefined();
  });
});

describe("months", () => {
  test("rising against the driver's own month before", () => {
    const trips = [...daily(0, 28, { score: 40 }), ...daily(28, 56, { score: 46 })];
    expect(find(trips, "rising")?.facts["from"]).toBe(40);
    expect(find([...daily(0, 28, { score: 90 }), ...daily(28, 56, { score: 94 })], "rising")).toBeUndefined();
  });

  test("idling halved, where there was something to halve", () => {
    const months = (before: number, after: number) => [...daily(0, 56, { idlingS: before }), ...daily(56, 84, { idlingS: after })];
    expect(find(months(200, 50), "idling_halved")).toBeDefined();
    expect(find(months(200, 150), "idling_halved")).toBeUndefined();
    expect(find(months(40, 0), "idling_halved")).toBeUndefined();
  });

  test("a lean month is held against the same cars", () => {
    const fuel = (day: number, vehicleId: number, fuelL: number) => trip(day, { vehicleId, fuelL, distanceM: 20_000 });
    const days = (from: number, until: number, vehicleId: number, fuelL: number) =>
      daily(from, until).map((_, n) => fuel(from + n, vehicleId, fuelL));
    expect(find([...days(0, 28, 1, 2), ...days(28, 56, 1, 1.8)], "lean_month")?.facts["savedPct"]).toBeGreaterThan(5);
    // A thriftier car is no merit of the driver.
    expect(find([...days(0, 28, 1, 2), ...days(28, 56, 2, 1)], "lean_month")).toBeUndefined();
    const electric = daily(0, 56).map((one, n) => ({ ...one, distanceM: 20_000, energyKwh: n < 28 ? 4 : 3.5 }));
    expect(find(electric, "lean_month")).toBeDefined();
  });

  test("a steady month is whole, good and even", () => {
    expect(earnedAfter(daily(0, 40, { score: 80 }), "steady_month")).toBe(29);
    expect(find(daily(0, 40, { score: 74 }), "steady_month")).toBeUndefined();
    const uneven = daily(0, 40).map((one, n) => ({ ...one, score: n % 2 === 0 ? 95 : 80 }));
    expect(find(uneven, "steady_month")).toBeUndefined();
  });

  test("a strong quarter has no week without driving", () => {
    expect(earnedAfter(daily(0, 100, { score: 80 }), "strong_quarter")).toBe(80);
    const paused = [...daily(0, 40, { score: 90 }), ...daily(50, 120, { score: 90 })];
    expect(find(paused, "strong_quarter")).toBeUndefined();
  });
});

test("every badge can be earned", () => {
  const poor = { score: 60, idlingS: 300, fuelL: 1 };
  const bad = { score: 40, idlingS: 300, fuelL: 1 };
  const clean = { hardBrakes: 0, hardAccels: 0, over70MphS: 0, nightFraction: 0.6, idl: 20 };
  const good = { ...clean, score: 90, idlingS: 0, fuelL: 0.5 };
  const trips = [...daily(0, 60, poor), ...daily(60, 67, bad), ...daily(67, 200, good)];
  expect(new Set(earnBadges(trips).map(({ badge }) => badge))).toEqual(new Set(badgeKeys));
});
