import { expect, test } from "vitest";
import { carModelNames, type TemperamentName, type VehicleSeed } from "#db/seeds/scenario.ts";
import { type CarState, createCarState, driveTrip } from "./car.ts";
import { carModels } from "./car-models.ts";
import { createRandom } from "./random.ts";
import { createPlace } from "./route.ts";

const startAt = Date.parse("2026-05-12T14:00:00Z");

/** Ten kilometres across town. */
function driveAcross(model: VehicleSeed["model"], temperament: TemperamentName) {
  const seed: VehicleSeed = {
    name: model,
    model,
    plate: model,
    drivers: [],
    adapter: "prompt",
    pattern: "rounds",
    days: 1,
    home: [-14, 9],
    work: [-5, 5],
  };
  const random = createRandom("across");
  const state = createCarState(seed, createPlace(random, seed.home), random);
  const before = structuredClone(state);
  const trip = driveTrip(seed, state, { startAt, to: createPlace(random, seed.work), temperament, density: 0.5 }, random);
  return { trip, used: usedBetween(before, state), state };
}

function usedBetween(before: CarState, after: CarState) {
  const km = after.gauges.odometerKm - before.gauges.odometerKm;
  const per100Km = (amount: number) => (amount / km) * 100;
  return {
    litres: per100Km(before.gauges.fuelL - after.gauges.fuelL),
    kwh: per100Km(before.gauges.batteryKwh - after.gauges.batteryKwh),
    km,
  };
}

test.each(carModelNames)("a %s uses what such a car uses in town", (model) => {
  const { litres, kwh, km } = driveAcross(model, "ordinary").used;
  const { powertrain, vehicleClass } = carModels[model];
  expect(km).toBeGreaterThan(5);
  if (powertrain === "electric") {
    expect(kwh).toBeGreaterThan(9);
    expect(kwh).toBeLessThan(22);
    return;
  }
  expect(litres).toBeGreaterThan(4);
  expect(litres).toBeLessThan(vehicleClass === "truck" ? 28 : 16);
});

test("who drives roughly gets there sooner, on more fuel", () => {
  const careful = driveAcross("civic", "careful");
  const rough = driveAcross("civic", "rough");
  expect(rough.used.km).toBeCloseTo(careful.used.km, 1);
  expect(rough.used.litres).toBeGreaterThan(careful.used.litres * 1.15);
  expect(rough.trip.endAt).toBeLessThan(careful.trip.endAt);
});

test("the engine is warm at the end of a trip and cools while the car stands", () => {
  const { trip, state } = driveAcross("golf", "ordinary");
  expect(state.gauges.coolantC).toBeGreaterThan(60);
  const coolant = trip.records.flatMap((record) => (record.type === "sample" ? (record.coolant_c ?? []) : []));
  expect(coolant[0]).toBeLessThan(30);
  expect(coolant.every((celsius, index) => celsius >= (coolant[index - 1] ?? 0))).toBe(true);
});

test("a manual car in the hands of a rough driver has a slipping clutch", () => {
  const { gears } = carModels.golf;
  const slipping = (temperament: TemperamentName) => {
    const moving = driveAcross("golf", temperament).trip.records.filter(
      (record) => record.type === "sample" && (record.speed_kmh ?? 0) > 15 && (record.throttle_pct ?? 0) > 14,
    );
    const slips = moving.filter((record) => {
      if (record.type !== "sample" || !record.rpm || !record.speed_kmh) return false;
      const kmhPer1000 = (record.speed_kmh / record.rpm) * 1000;
      return gears.every((gear) => Math.abs(gear / kmhPer1000 - 1) > 0.07);
    });
    return slips.length / moving.length;
  };
  expect(slipping("careful")).toBeLessThan(0.05);
  expect(slipping("rough")).toBeGreaterThan(0.05);
});
