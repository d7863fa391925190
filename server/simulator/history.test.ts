import { expect, test } from "vitest";
import { scenarios } from "#db/seed.ts";
import type { Scenario, VehicleSeed } from "#db/seeds/scenario.ts";
import { parseRecord } from "#server/domain/telemetry/records.ts";
import { packBatches } from "./adapter.ts";
import { carModels } from "./car-models.ts";
import { toMafGps } from "./engine.ts";
import { createFleet } from "./fleet.ts";
import { type Chapter, driverAt, simulateHistory, vehicleRandom } from "./history.ts";
import type { SampleRecord, SimulatedRecord } from "./records.ts";
import { toPoint } from "./streets.ts";

const end = Date.parse("2026-03-12T22:10:00Z");

const shorten = (seed: VehicleSeed): VehicleSeed => ({ ...seed, days: Math.min(seed.days, 4) });
const demo: Scenario = { ...scenarios.demo, vehicles: scenarios.demo.vehicles.map(shorten) };
const fleet = createFleet({ account: "Fleet", vehicles: 10, hours: 6, seed: "7" });
const cars = [demo, scenarios.small, fleet].flatMap((scenario) =>
  scenario.vehicles.map((seed) => ({ name: `${scenario.name}: ${seed.name}`, scenario, seed })),
);

const simulate = (scenario: Scenario, seed: VehicleSeed): Chapter[] => [...simulateHistory(scenario, seed, end)];
const simulated = new Map<VehicleSeed, Chapter[]>();
/** Each car is driven once for all tests. */
function chaptersOf(scenario: Scenario, seed: VehicleSeed): Chapter[] {
  const chapters = simulated.get(seed) ?? simulate(scenario, seed);
  simulated.set(seed, chapters);
  return chapters;
}
const recordsOf = (scenario: Scenario, seed: VehicleSeed): SimulatedRecord[] =>
  chaptersOf(scenario, seed).flatMap(({ records }) => records);
const samplesOf = (records: readonly SimulatedRecord[]) => records.filter((record): record is SampleRecord => record.type === "sample");

test("the same seed and end give the same records, another seed others", () => {
  const [seed] = fleet.vehicles;
  if (!seed) throw new Error("an empty fleet");
  const records = JSON.stringify(simulate(fleet, seed));
  expect(records).toBe(JSON.stringify(simulate(fleet, seed)));
  expect(records).not.toBe(JSON.stringify(simulate({ ...fleet, seed: "8" }, seed)));
  expect(createFleet({ account: "Fleet", vehicles: 10, hours: 6, seed: "7" })).toEqual(fleet);
});

test.each(cars)("$name: every record is one the ingestion route takes", ({ scenario, seed }) => {
  const records = recordsOf(scenario, seed);
  expect(samplesOf(records).length).toBeGreaterThan(500);
  const refused = records.map((record) => parseRecord(JSON.parse(JSON.stringify(record)), end)).filter(({ kind }) => kind === "refused");
  expect(refused).toEqual([]);
});

test.each(cars)("$name: time only moves forward and ends in time", ({ scenario, seed }) => {
  const times = samplesOf(recordsOf(scenario, seed)).map(({ at }) => at);
  expect(times.every((at, index) => Number.isInteger(at) && (index === 0 || at > (times[index - 1] ?? 0)))).toBe(true);
  expect(Math.max(...times)).toBeLessThanOrEqual(end);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(end - seed.days * 86_400_000);
});

test.each(cars)("$name: positions follow the speed", ({ scenario, seed }) => {
  let worstM = 0;
  for (const { records } of chaptersOf(scenario, seed)) {
    let before: { x: number; y: number; at: number; kmh: number } | undefined;
    for (const { at, lat, lon, gps_speed_kmh: kmh } of samplesOf(records)) {
      if (lat === undefined || lon === undefined || kmh === undefined) continue;
      const now = { ...toPoint({ lat, lon }), at, kmh };
      if (before && at - before.at === 1000) {
        const metres = Math.hypot(now.x - before.x, now.y - before.y);
        worstM = Math.max(worstM, Math.abs(metres - (before.kmh + kmh) / 7.2));
      }
      before = now;
    }
  }
  expect(worstM).toBeGreaterThan(0.1);
  expect(worstM).toBeLessThan(9);
});

test.each(cars.filter(({ seed }) => seed.adapter !== "phone"))(
  "$name: the odometer only rises, and as far as the car drove",
  ({ scenario, seed }) => {
    const samples = samplesOf(recordsOf(scenario, seed));
    const odometer = samples.flatMap(({ odometer_km: km }) => (km === undefined ? [] : [km]));
    expect(odometer.every((km, index) => index === 0 || km >= (odometer[index - 1] ?? 0))).toBe(true);
    const drivenKm = samples.reduce((sum, { speed_kmh: kmh }) => sum + (kmh ?? 0) / 3600, 0);
    const shownKm = (odometer.at(-1) ?? 0) - (odometer[0] ?? 0);
    expect(Math.abs(shownKm - drivenKm)).toBeLessThan(0.5 + drivenKm * 0.02);
  },
);

test.each(cars.filter(({ seed }) => seed.adapter !== "phone"))(
  "$name: energy falls on the road, and fuel and air agree",
  ({ scenario, seed }) => {
    const model = carModels[seed.model];
    for (const { records, trip } of chaptersOf(scenario, seed)) {
      if (!trip) continue;
      const samples = samplesOf(records).filter(({ speed_kmh: kmh }) => kmh !== undefined);
      const level = samples.flatMap(({ fuel_level_pct: fuel, soc_pct: soc }) =>
        model.powertrain === "electric" ? (soc ?? []) : (fuel ?? []),
      );
      expect((level.at(-1) ?? 0) - (level[0] ?? 0)).toBeLessThan(1);
      const air = samples.map(({ fuel_rate_lph: rate, maf_gps: maf }) =>
        rate === undefined || maf === undefined ? 0 : toMafGps(rate, model) - maf,
      );
      expect(Math.max(...air.map(Math.abs))).toBeLessThan(0.05);
      const engine = samples
        .flatMap(({ fuel_rate_lph, maf_gps, rpm }) => [fuel_rate_lph, maf_gps, rpm])
        .filter((value) => value !== undefined);
      if (model.powertrain === "electric") expect(engine).toEqual([]);
      else expect(Math.min(...samples.map(({ rpm }) => rpm ?? 0))).toBeGreaterThanOrEqual(model.powertrain === "hybrid" ? 0 : 500);
    }
  },
);

test("every trip leads somewhere", () => {
  const lengths = cars.flatMap(({ scenario, seed }) => chaptersOf(scenario, seed).flatMap(({ trip }) => trip?.route.at(-1)?.atM ?? []));
  expect(lengths.length).toBeGreaterThan(100);
  expect(Math.min(...lengths)).toBeGreaterThan(300);
});

test("a hybrid lets its engine rest at lights; a phone knows positions only", () => {
  const pick = (model: string) => cars.find(({ scenario, seed }) => scenario === demo && seed.model === model);
  const [prius, outback] = [pick("prius"), pick("outback")];
  if (!prius || !outback) throw new Error("the demo fleet lacks a car");
  expect(samplesOf(recordsOf(prius.scenario, prius.seed)).some(({ rpm, speed_kmh: kmh }) => rpm === 0 && kmh === 0)).toBe(true);
  const known = new Set(
    recordsOf(outback.scenario, outback.seed).flatMap((record) => (record.type === "sample" ? Object.keys(record) : [record.type])),
  );
  expect([...known].sort()).toEqual(["accuracy_m", "at", "device", "gps_speed_kmh", "heading_deg", "lat", "lon", "type"]);
});

test("fault codes appear and are cleared when the scenario says", () => {
  const dtcs = demo.vehicles
    .flatMap((seed) => recordsOf({ ...demo, vehicles: [seed] }, { ...seed, days: 10 }))
    .filter(({ type }) => type === "dtc");
  expect(dtcs).toMatchObject([
    { code: "P0A80", status: "stored", mil: true },
    { code: "P0A80", status: "cleared", mil: false },
    { code: "P0420", status: "stored", mil: true },
  ]);
});

test("a car changes hands on its day", () => {
  const prius = demo.vehicles.find(({ model }) => model === "prius");
  if (!prius) throw new Error("no Prius");
  expect(driverAt(demo, prius, end - 10 * 86_400_000, end).key).toBe("hedda");
  expect(driverAt(demo, prius, end - 8 * 86_400_000, end).key).toBe("dele");
});

test("a late adapter sends everything twice, out of order, and nothing else", () => {
  const late = demo.vehicles.find(({ adapter }) => adapter === "late");
  if (!late) throw new Error("no late adapter");
  const records = recordsOf(demo, late);
  const batches = [...packBatches("late", chaptersOf(demo, late), 300, vehicleRandom(demo, late))];
  const sent = batches.flatMap((batch) => batch.records);
  const sorted = (list: readonly SimulatedRecord[]) => list.map((record) => JSON.stringify(record)).sort();
  expect(sent.length).toBe(2 * records.length);
  expect(sorted([...new Set(sent)])).toEqual(sorted(records));
  expect(sent.slice(0, 300)).not.toEqual(records.slice(0, 300));
  expect(new Set(batches.map(({ batchId }) => batchId)).size).toBe(batches.length);
});
