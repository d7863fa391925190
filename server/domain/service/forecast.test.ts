import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "./days.ts";
import { type CarUse, type ForecastNow, forecastPlan, type PlanForecast, type PlanTerms, planMeasures } from "./forecast.ts";

const today = "2026-03-10";
const atMs = Date.parse("2026-03-10T12:00:00Z");
const now: ForecastNow = { today, atMs, daysAhead: 30 };

const byKm: PlanTerms = { everyKm: 15_000, everyMonths: null, everyEngineHours: null, lastOn: "2025-09-10", lastKm: 40_000 };
const idle: CarUse = {
  odometerKm: null,
  drivenM: 0,
  engineS: 0,
  recent28: { distanceM: 0, durationS: 0 },
  recent90: { distanceM: 0, durationS: 0 },
  firstTripAtMs: null,
};
/** 50 km and an hour a day for a long time. */
const steady: CarUse = {
  odometerKm: 45_000,
  drivenM: 4_900_000,
  engineS: 100 * 3600,
  recent28: { distanceM: 28 * 50_000, durationS: 28 * 3600 },
  recent90: { distanceM: 90 * 50_000, durationS: 90 * 3600 },
  firstTripAtMs: atMs - 400 * 86_400_000,
};
const forecast = (plan: Partial<PlanTerms>, use: Partial<CarUse> = {}) => forecastPlan({ ...byKm, ...plan }, { ...steady, ...use }, now);

describe("by distance", () => {
  test("the day the rest is driven at the rate of late", () => {
    expect(forecast({})).toMatchObject({
      state: "later",
      first: "km",
      dueOn: addDays(today, 200),
      forecast: true,
      dueKm: 55_000,
      km: { used: 5000, remaining: 10_000 },
    });
  });

  test("a month of standing still does not undo the forecast", () => {
    expect(forecast({}, { recent28: { distanceM: 0, durationS: 0 } }).dueOn).toBe(addDays(today, 400));
  });

  test("a new car is judged by the days it is known for", () => {
    const recent = { distanceM: 14 * 50_000, durationS: 0 };
    const use = { recent28: recent, recent90: recent, firstTripAtMs: atMs - 14 * 86_400_000 };
    expect(forecast({}, use).dueOn).toBe(addDays(today, 200));
  });

  test("without an odometer the trips count", () => {
    expect(forecast({}, { odometerKm: null })).toMatchObject({ dueKm: 55_000, km: { used: 4900 } });
    expect(forecast({ lastKm: null }, { odometerKm: null })).toMatchObject({ dueKm: null, km: { used: 4900 } });
    expect(forecast({ lastKm: null })).toMatchObject({ dueKm: 55_100, km: { used: 4900 } });
  });

  test("an odometer that jumped back is not believed", () => {
    expect(forecast({}, { odometerKm: 12 })).toMatchObject({ dueKm: 55_000, km: { used: 4900 } });
  });

  test("overdue has no day, since nobody knows when it was", () => {
    expect(forecast({}, { odometerKm: 55_001 })).toMatchObject({ state: "overdue", dueOn: null, forecast: false, km: { remaining: -1 } });
  });

  test("a car that stands still has no forecast; the last twentieth counts as soon", () => {
    const still = { recent28: idle.recent28, recent90: idle.recent90 };
    expect(forecast({}, still)).toMatchObject({ state: "later", dueOn: null, forecast: false });
    expect(forecast({}, { ...still, odometerKm: 54_300 })).toMatchObject({ state: "soon", dueOn: null });
    // Where the day is known, it alone decides.
    const crawling = { distanceM: 28_000, durationS: 0 };
    expect(forecast({}, { odometerKm: 54_300, recent28: crawling, recent90: crawling })).toMatchObject({ state: "later", forecast: true });
  });

  test("nothing is forecast for a far future", () => {
    const rare = { distanceM: 1000, durationS: 60 };
    expect(forecast({}, { recent28: rare, recent90: rare }).dueOn).toBeNull();
  });
});

describe("by time and engine hours", () => {
  test("the day is the calendar's, not a forecast; on the day itself it is not overdue yet", () => {
    const plan = { everyKm: null, everyMonths: 6 };
    expect(forecast(plan)).toMatchObject({ state: "soon", dueOn: today, forecast: false, first: "months", dueKm: null });
    expect(forecast({ ...plan, lastOn: "2025-09-09" })).toMatchObject({ state: "overdue", dueOn: "2026-03-09" });
    expect(forecast({ ...plan, lastOn: "2025-10-10" })).toMatchObject({ state: "later", dueOn: "2026-04-10" });
  });

  test("hours of the trips count as engine hours", () => {
    expect(forecast({ everyKm: null, everyEngineHours: 120 })).toMatchObject({
      state: "soon",
      first: "hours",
      dueOn: addDays(today, 20),
      forecast: true,
      hours: { used: 100, remaining: 20 },
    });
  });

  test("whichever comes first decides", () => {
    const plan = { everyKm: 15_000, everyMonths: 12, everyEngineHours: 120 };
    expect(forecast(plan).first).toBe("hours");
    expect(forecast({ ...plan, everyEngineHours: 2000 }).first).toBe("months");
    expect(forecast({ ...plan, everyEngineHours: 2000 }, { odometerKm: 54_000 }).first).toBe("km");
    expect(forecast({ ...plan, everyEngineHours: 90 }, { odometerKm: 60_000 }).first).toBe("km");
  });

  test("a plan without an interval is a mistake", () => {
    expect(() => forecast({ everyKm: null })).toThrow(RangeError);
  });
});

const metres = fc.double({ min: 0, max: 1e9, noNaN: true });
const seconds = fc.double({ min: 0, max: 1e8, noNaN: true });
const sums = fc.record({ distanceM: metres, durationS: seconds });
const someUse: fc.Arbitrary<CarUse> = fc.record({
  odometerKm: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  drivenM: metres,
  engineS: seconds,
  recent28: sums,
  recent90: sums,
  firstTripAtMs: fc.option(fc.integer({ min: 0, max: 2000 }).map((days) => atMs - days * 86_400_000)),
});
const somePlan: fc.Arbitrary<PlanTerms> = fc
  .record({
    everyKm: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
    everyMonths: fc.option(fc.integer({ min: 1, max: 240 })),
    everyEngineHours: fc.option(fc.double({ min: 1, max: 1e5, noNaN: true })),
    lastOn: fc.integer({ min: 0, max: 4000 }).map((days) => addDays(today, -days)),
    lastKm: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  })
  .filter((plan) => plan.everyKm !== null || plan.everyMonths !== null || plan.everyEngineHours !== null);

/** The day a forecast comes to: today when it is over without a known day, never when nobody can say. */
const dayOf = ({ dueOn, state }: Pick<PlanForecast, "dueOn" | "state">) => dueOn ?? (state === "overdue" ? today : "9999-12-31");

describe("laws", () => {
  test("more use never moves the day later", () => {
    fc.assert(
      fc.property(somePlan, someUse, sums, fc.constantFrom("recent28", "recent90", "older"), (plan, use, more, when) => {
        const add = (to: CarUse["recent28"], counts: boolean) =>
          counts ? { distanceM: to.distanceM + more.distanceM, durationS: to.durationS + more.durationS } : to;
        const used: CarUse = {
          ...use,
          odometerKm: use.odometerKm === null ? null : use.odometerKm + more.distanceM / 1000,
          drivenM: use.drivenM + more.distanceM,
          engineS: use.engineS + more.durationS,
          recent28: add(use.recent28, when === "recent28"),
          recent90: add(use.recent90, when !== "older"),
        };
        expect(dayOf(forecastPlan(plan, used, now)) <= dayOf(forecastPlan(plan, use, now))).toBe(true);
      }),
    );
  });

  test("completing starts anew: nothing is used, nothing overdue, the day no earlier than before", () => {
    fc.assert(
      fc.property(somePlan, someUse, (plan, use) => {
        const before = forecastPlan(plan, use, now);
        const done = { ...plan, lastOn: today, lastKm: use.odometerKm };
        const after = forecastPlan(done, { ...use, drivenM: 0, engineS: 0 }, now);
        expect(after.state).not.toBe("overdue");
        for (const measure of planMeasures) expect(after[measure]?.used ?? 0).toBe(0);
        expect(dayOf(after) >= dayOf(before)).toBe(true);
      }),
    );
  });

  test("no measure comes before the first, and a longer interval is never due sooner", () => {
    fc.assert(
      fc.property(somePlan, someUse, fc.integer({ min: 1, max: 24 }), (plan, use, longer) => {
        const result = forecastPlan(plan, use, now);
        for (const measure of planMeasures) {
          const progress = result[measure];
          if (!progress) continue;
          expect(dayOf({ dueOn: progress.dueOn, state: progress.overdue ? "overdue" : "later" }) >= dayOf(result)).toBe(true);
        }
        const stretch = (every: number | null) => (every === null ? null : every * longer);
        const { everyKm, everyMonths, everyEngineHours } = plan;
        const relaxed = {
          everyKm: stretch(everyKm),
          everyMonths: stretch(everyMonths),
          everyEngineHours: stretch(everyEngineHours),
        };
        expect(dayOf(forecastPlan({ ...plan, ...relaxed }, use, now)) >= dayOf(result)).toBe(true);
      }),
    );
  });

  test("a car that does not drive has a day only by the calendar", () => {
    fc.assert(
      fc.property(somePlan, someUse, (plan, use) => {
        const result = forecastPlan(plan, { ...use, recent28: idle.recent28, recent90: idle.recent90 }, now);
        expect(result.forecast).toBe(false);
        expect([result.km?.dueOn ?? null, result.hours?.dueOn ?? null]).toEqual([null, null]);
      }),
    );
  });
});
