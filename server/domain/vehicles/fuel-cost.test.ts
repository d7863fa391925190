import { expect, test } from "vitest";
import { type FuelPrices, fuelCost, fuelCostUsd } from "./fuel-cost.ts";

const prices: FuelPrices = { currency: "EUR", pricePerLGasoline: 1.8, pricePerLDiesel: 1.6, pricePerKwh: 0.4, usdPerCurrency: 1.1 };
const burnt = { fuelL: 10, energyKwh: null };
const charged = { fuelL: null, energyKwh: 20, fuelType: "electric" } as const;

test("diesel pays for diesel, everything else for gasoline", () => {
  expect(fuelCost({ ...burnt, fuelType: "diesel" }, prices)).toBeCloseTo(16);
  for (const fuelType of ["gasoline", "hybrid", "unknown"] as const) expect(fuelCost({ ...burnt, fuelType }, prices)).toBeCloseTo(18);
});

test("electricity has a price of its own, and both add up", () => {
  expect(fuelCost(charged, prices)).toBeCloseTo(8);
  expect(fuelCost({ fuelL: 10, energyKwh: 20, fuelType: "gasoline" }, prices)).toBeCloseTo(26);
});

test("a price that is needed and not known makes the cost unknown", () => {
  expect(fuelCost({ ...burnt, fuelType: "diesel" }, { ...prices, pricePerLDiesel: null })).toBeNull();
  expect(fuelCost({ fuelL: 10, energyKwh: 20, fuelType: "gasoline" }, { ...prices, pricePerKwh: null })).toBeNull();
});

test("no price is needed of what was not used", () => {
  expect(fuelCost({ ...burnt, fuelType: "gasoline" }, { ...prices, pricePerLDiesel: null, pricePerKwh: null })).toBeCloseTo(18);
  expect(fuelCost({ fuelL: 10, energyKwh: 0, fuelType: "gasoline" }, { ...prices, pricePerKwh: null })).toBeCloseTo(18);
  expect(fuelCost({ fuelL: 0, energyKwh: null, fuelType: "gasoline" }, prices)).toBe(0);
});

test("nothing known costs nothing known", () => {
  expect(fuelCost({ fuelL: null, energyKwh: null, fuelType: "gasoline" }, prices)).toBeNull();
});

test("dollars by the account's rate; a dollar is a dollar", () => {
  expect(fuelCostUsd(charged, prices)).toBeCloseTo(8.8);
  expect(fuelCostUsd(charged, { ...prices, usdPerCurrency: null })).toBeNull();
  expect(fuelCostUsd(charged, { ...prices, currency: "USD", usdPerCurrency: null })).toBeCloseTo(8);
  expect(fuelCostUsd(charged, { ...prices, currency: "USD", usdPerCurrency: 3 })).toBeCloseTo(8);
  expect(fuelCostUsd(charged, { ...prices, pricePerKwh: null })).toBeNull();
});
