import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertTrip, insertVehicle } from "#db/test-factories.ts";
import { rollUpVehicle } from "#server/commands/scoring/roll-up-vehicle.ts";
import { type Ask, createCarnotClient, testRefusals } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
});
afterAll(() => database.drop());

const refused = (path: (id: number) => string) => () => ({ ask, path, foreignId: foreign.vehicleId });
const asDriver = () => ({ key: null, headers: { apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });

/** The finished trip as it is stored. */
async function storedTrip() {
  const [row] = await database.sql`select id, started_at, distance_m, duration_s, fuel_l from trips where id = ${fleet.tripIds[0] ?? 0}`;
  return {
    id: Number(row?.["id"]),
    startedAt: row?.["started_at"].toISOString(),
    km: Number(row?.["distance_m"]) / 1000,
    durationS: Number(row?.["duration_s"]),
    fuelL: Number(row?.["fuel_l"]),
  };
}

/** A car with two trips of 10 km, of which one is known to have burnt a litre. */
async function insertDieselCar(): Promise<number> {
  const { accountId } = fleet;
  const { id: vehicleId } = await insertVehicle(database.orm, accountId, { fuelType: "diesel" });
  await insertTrip(database.orm, { accountId, vehicleId, distanceM: 10_000, durationS: 600, fuelL: 1 });
  await insertTrip(database.orm, { accountId, vehicleId, distanceM: 10_000, durationS: 600 });
  await rollUpVehicle({ db: database.orm, now: () => now }, vehicleId);
  return vehicleId;
}

describe("GET /cars/{id}/statistics", () => {
  testRefusals(refused((id) => `/cars/${id}/statistics`));

  test("200 documented example: sums of the finished trips", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/statistics/`);
    expectDocumented("GET /cars/{id}/statistics", body);
    const { km, durationS, fuelL } = await storedTrip();
    expect(body).toEqual({
      total_time: durationS,
      total_trips: 1,
      avg_mileage: expect.closeTo(km / fuelL, 1),
      total_distance: expect.closeTo(km, 2),
      carbon_fp: expect.closeTo(fuelL * 2.348, 2),
    });
  });

  test("200: the mileage is over the trips whose fuel is known", async () => {
    const { body } = await ask(`/cars/${await insertDieselCar()}/statistics`);
    expect(body).toEqual({ total_time: 1200, total_trips: 2, avg_mileage: 10, total_distance: 20, carbon_fp: 2.689 });
  });

  test("200: nothing driven, nothing known", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    const nothing = { total_time: 0, total_trips: 0, avg_mileage: null, total_distance: 0, carbon_fp: null };
    expect((await ask(`/cars/${id}/statistics`)).body).toEqual(nothing);
  });
});

describe("GET /cars/{id}/carbonfp", () => {
  testRefusals(refused((id) => `/cars/${id}/carbonfp`));

  test("200 documented example, by the account's own factor", async () => {
    await database.sql`update accounts set co2_kg_per_l_gasoline = 2 where id = ${foreign.accountId}`;
    const [trip] = await database.sql`select fuel_l from trips where id = ${foreign.tripIds[0] ?? 0}`;
    const { body } = await ask(`/cars/${foreign.vehicleId}/carbonfp/`, { key: foreign.readKey });
    expectDocumented("GET /cars/{id}/carbonfp", body);
    expect(body).toEqual({ carbon_fp: expect.closeTo(Number(trip?.["fuel_l"]) * 2, 2) });
  });
});

function testGraph(call: string, path: (id: number) => string): void {
  testRefusals(refused(path));

  test("200 documented example", async () => {
    const { body } = await ask(`${path(fleet.vehicleId)}/`);
    expectDocumented(call, body);
    const { id, startedAt, km, durationS, fuelL } = await storedTrip();
    expect(body).toEqual({ graph: [{ d: expect.closeTo(km, 2), t: durationS, m: expect.closeTo(km / fuelL, 1), id, sts: startedAt }] });
  });

  test("200: without known fuel m is null; for a driver their own trips alone", async () => {
    const vehicleId = await insertDieselCar();
    expect((await ask(path(vehicleId))).body).toMatchObject({ graph: [{ d: 10, t: 600, m: 10 }, { m: null }] });
    const { accountId } = fleet;
    await insertTrip(database.orm, { accountId, vehicleId: fleet.vehicleId, distanceM: 5000, startedAt: new Date("2026-03-01T08:00:00Z") });
    await rollUpVehicle({ db: database.orm, now: () => now }, fleet.vehicleId);
    const { body } = await ask(path(fleet.vehicleId), asDriver());
    expect((body as { data: { graph: unknown[] } }).data.graph).toMatchObject([{ id: fleet.tripIds[0] }]);
    await database.sql`delete from trips where account_id = ${accountId} and distance_m = 5000`;
    await rollUpVehicle({ db: database.orm, now: () => now }, fleet.vehicleId);
  });
}

describe("GET /cars/{id}/graphs", () => testGraph("GET /cars/{id}/graphs", (id) => `/cars/${id}/graphs`));

describe("GET /graphs/{id}", () => testGraph("GET /graphs/{id}", (id) => `/graphs/${id}`));
