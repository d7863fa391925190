import { expect, test } from "vitest";
import { instantKmPerL } from "./instant-mileage.ts";

const unknown = { speedKmh: null, fuelRateLph: null, mafGps: null };

test("speed through the rate of fuel", () => {
  expect(instantKmPerL({ speedKmh: 60, fuelRateLph: 4, mafGps: null }, "gasoline")).toBe(15);
  expect(instantKmPerL({ speedKmh: 0, fuelRateLph: 0.8, mafGps: null }, "gasoline")).toBe(0);
});

test("without a rate of fuel the air tells it; diesel takes more air for a litre", () => {
  const flow = { speedKmh: 60, fuelRateLph: null, mafGps: 10 };
  // 10 g/s ÷ (14.7 × 745 g/L) = 3.287 L/h.
  expect(instantKmPerL(flow, "gasoline")).toBeCloseTo(18.25, 1);
  expect(instantKmPerL(flow, "diesel")).toBeCloseTo(20.11, 1);
  expect(instantKmPerL({ ...flow, fuelRateLph: 4 }, "gasoline")).toBe(15);
});

test("unknown speed, unknown flow or none at all: unknown", () => {
  expect(instantKmPerL({ ...unknown, fuelRateLph: 4 }, "gasoline")).toBeNull();
  expect(instantKmPerL({ ...unknown, speedKmh: 60 }, "gasoline")).toBeNull();
  expect(instantKmPerL({ speedKmh: 60, fuelRateLph: 0, mafGps: 0 }, "gasoline")).toBeNull();
});
