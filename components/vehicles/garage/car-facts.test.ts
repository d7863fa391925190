import { expect, test } from "vitest";
import { byActivity, type GarageVehicle, garageFilters, matchesSearch, passesFilter, toCarFacts } from "./car-facts.ts";

const nowMs = Date.UTC(2026, 2, 1, 12);

function car(values: Partial<GarageVehicle> = {}): GarageVehicle {
  return {
    id: 1,
    name: "Transit",
    make: "Ford",
    model: null,
    submodel: null,
    color: null,
    year: null,
    plate: "B-MP 7",
    vehicleClass: "van",
    fuelType: "diesel",
    newestAt: null,
    signals: null,
    device: null,
    driver: null,
    latestTrip: null,
    today: { trips: 0, distanceM: 0, movingS: 0 },
    ...values,
  };
}

const driving = car({
  newestAt: new Date(nowMs),
  signals: {
    moved: { value: true, atMs: nowMs },
    speedKmh: { value: 62, atMs: nowMs },
    position: { value: { lat: 1, lon: 2, accuracyM: null }, atMs: nowMs },
  },
});

test("a car never heard of is silent and has no place", () => {
  expect(toCarFacts(car(), nowMs)).toMatchObject({ activity: "silent", standing: false, position: null, speed: null, alerts: [] });
});

test("at a light a driving car stands", () => {
  expect(toCarFacts(driving, nowMs)).toMatchObject({ activity: "driving", standing: false, position: { lat: 1, lon: 2 } });
  const atLight = { ...driving, signals: { ...driving.signals, speedKmh: { value: 0, atMs: nowMs } } };
  expect(toCarFacts(atLight, nowMs)).toMatchObject({ activity: "driving", standing: true });
});

test("filters and search", () => {
  const facts = toCarFacts({ ...driving, device: { plugged: false } as GarageVehicle["device"], driver: { id: 3, name: "Ada" } }, nowMs);
  expect(garageFilters.filter((filter) => passesFilter(facts, filter))).toEqual(["driving", "attention"]);
  expect(["tran", "b-mp", "FORD", "ada", " ", "zzz"].map((text) => matchesSearch(facts, text))).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
});

test("driving cars stand first", () => {
  const [a, b] = [toCarFacts(car({ name: "A" }), nowMs), toCarFacts({ ...driving, name: "B" }, nowMs)];
  expect([a, b].sort(byActivity).map((facts) => facts.car.name)).toEqual(["B", "A"]);
});
