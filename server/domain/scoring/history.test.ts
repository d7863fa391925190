import { describe, expect, test } from "vitest";
import { type PastTrip, TrailingTrips } from "./history.ts";

const trip = (litresPer100Km: number, meanMovingKmh = 50): PastTrip => ({
  distanceM: 10_000,
  meanMovingKmh,
  fuelL: litresPer100Km / 10,
  energyKwh: null,
  ratios: null,
});

function historyOf(trips: readonly PastTrip[]): TrailingTrips {
  const history = new TrailingTrips();
  for (const past of trips) history.add(past);
  return history;
}

const twenty = Array.from({ length: 20 }, () => trip(6));

describe("fuel against the vehicle's own usual", () => {
  test("is unknown until twenty trips exist", () => {
    expect(historyOf(twenty.slice(1)).describe(trip(6)).mileageRatio).toBeNull();
    expect(historyOf(twenty).describe(trip(9)).mileageRatio).toBeCloseTo(1.5, 9);
  });

  test("compares with trips of similar speed only", () => {
    const mixed = [...twenty, ...Array.from({ length: 20 }, () => trip(12, 20))];
    expect(historyOf(mixed).describe(trip(12, 25)).mileageRatio).toBeCloseTo(1, 9);
    expect(historyOf(mixed).describe(trip(12, 120)).mileageRatio).toBeNull();
  });

  test("forgets what is more than a hundred trips ago", () => {
    const changed = [...twenty, ...Array.from({ length: 100 }, () => trip(8))];
    expect(historyOf(changed).describe(trip(8)).mileageRatio).toBeCloseTo(1, 9);
  });
});
