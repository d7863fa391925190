import { expect, test } from "vitest";
import { noTrips, type TripTotals } from "#server/domain/trips/rollup.ts";
import { carbonKg, defaultCarbonFactors, kgPerSeedling, seedlings } from "./carbon.ts";

const burnt: TripTotals = { ...noTrips, trips: 2, distanceM: 300_000, fuelL: 20, fuelDistanceM: 250_000 };

test("a litre of diesel weighs more than one of petrol; what is unknown or a hybrid is taken for petrol", () => {
  expect(carbonKg(burnt, "diesel", defaultCarbonFactors)).toBeCloseTo(53.78);
  for (const fuelType of ["gasoline", "hybrid", "unknown"] as const) {
    expect(carbonKg(burnt, fuelType, defaultCarbonFactors)).toBeCloseTo(46.96);
  }
});

test("electricity counts by the account's own factor", () => {
  const charged: TripTotals = { ...noTrips, trips: 1, distanceM: 60_000, energyKwh: 10, energyDistanceM: 60_000 };
  expect(carbonKg(charged, "electric", { ...defaultCarbonFactors, kgPerKwh: 0.05 })).toBeCloseTo(0.5);
});

test("without any known fuel or energy the footprint is unknown, not nothing", () => {
  expect(carbonKg({ ...burnt, fuelL: 0, fuelDistanceM: 0 }, "gasoline", defaultCarbonFactors)).toBeNull();
});

test("seedlings", () => {
  expect(seedlings(2 * kgPerSeedling)).toBe(2);
});
