import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertDriver, insertVehicle } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
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
const asDriver = () => ({ key: null, headers: { Apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });
const car = () => ({ id: fleet.vehicleId, device: fleet.deviceId, name: "C001", numberplate: "MH01AB0001" });

/** A car of the fleet that was the driver's until January. */
async function insertFormerCar(): Promise<number> {
  const { accountId, driver } = fleet;
  const { id: vehicleId } = await insertVehicle(database.orm, accountId, { name: "Former" });
  await assignTestDriver(database.orm, accountId, { driverId: driver.id, vehicleId, validTo: new Date("2026-01-31T00:00:00Z") });
  return vehicleId;
}

describe("GET /cars", () => {
  test("200 documented example", async () => {
    const { body } = await ask("/cars/");
    expectDocumented("GET /cars", body);
    expect(body).toEqual([car()]);
  });

  test("401 without a key, and in an envelope for who sends Apikey", async () => {
    expect((await ask("/cars", { key: null })).status).toBe(401);
    const { status, body } = await ask("/cars", { key: "Token nonsense", headers: { apikey: fleet.readKey } });
    expect([status, body]).toEqual([200, { status: false, message: expect.stringContaining("Invalid Token") }]);
  });

  test("200 page by page; for a driver those that are or were theirs", async () => {
    const former = await insertFormerCar();
    const { id: spare } = await insertVehicle(database.orm, fleet.accountId);
    const { body, headers } = await ask("/cars?limit=2");
    expect(body).toMatchObject([{ id: fleet.vehicleId }, { id: former, device: null, numberplate: "" }]);
    expect(headers.get("link")).toBe(`<${publicUrl}/api/carnot/cars?limit=2&after=${former}>; rel="next"`);
    expect((await ask(`/cars?after=${former}`)).body).toMatchObject([{ id: spare }]);
    expect((await ask("/cars", asDriver())).body).toMatchObject({ data: [{ id: fleet.vehicleId }, { id: former }] });
  });
});

describe("GET /cars/{id}", () => {
  testRefusals(refused((id) => `/cars/${id}`));

  test("200 documented example, with and without the slash", async () => {
    for (const slash of ["/", ""]) {
      const { body } = await ask(`/cars/${fleet.vehicleId}${slash}`);
      expectDocumented("GET /cars/{id}", body);
      expect(body).toEqual(car());
    }
  });

  test("404 for what is no id, 405 for another method", async () => {
    for (const id of ["x", "0", "1.5", "-1", "99999999999999999999"]) expect((await ask(`/cars/${id}`)).status).toBe(404);
    const { status, headers, body } = await ask(`/cars/${fleet.vehicleId}`, { post: {} });
    expect([status, headers.get("allow"), body]).toEqual([405, "GET, HEAD", { detail: "Only GET, HEAD here." }]);
  });

  test("406 for who takes no JSON", async () => {
    expect((await ask(`/cars/${fleet.vehicleId}`, { headers: { accept: "text/html" } })).status).toBe(406);
  });
});

describe("GET /cars/{id}/overview", () => {
  testRefusals(refused((id) => `/cars/${id}/overview`));

  test("200 documented example", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/overview/`);
    expectDocumented("GET /cars/{id}/overview", body);
    expect(body).toEqual({ name: "C001", model: { car_manufact: "Volkswagen", car_model: "Beetle", pin_url: null } });
  });
});

describe("GET /cars/{id}/status", () => {
  testRefusals(refused((id) => `/cars/${id}/status`));
  const expected = { latitude: 52.5049, longitude: 13.4, speed: 30, ontrip: true, status_update_time: "2026-03-02T12:00:49.000Z" };

  test("200 documented example: the newest known values", async () => {
    const { status, body } = await ask(`/cars/${fleet.vehicleId}/status/`);
    expect(status).toBe(200);
    expectDocumented("GET /cars/{id}/status", body);
    expect(body).toEqual(expected);
  });

  test("200 for the driver; 404 once the car is no longer theirs", async () => {
    expect((await ask(`/cars/${fleet.vehicleId}/status`, asDriver())).body).toEqual({ status: true, message: "Success", data: expected });
    const { body } = await ask(`/cars/${await insertFormerCar()}/status`, asDriver());
    expect(body).toEqual({ status: false, message: "No such vehicle." });
  });

  test("200: a car nothing was heard of, and one that is parked", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    const nothing = { latitude: null, ontrip: false, status_update_time: null, speed: null, longitude: null };
    expect((await ask(`/cars/${id}/status`)).body).toEqual(nothing);
    const at = new Date("2026-03-02T11:00:00Z");
    const state = { at, signals: { gpsSpeedKmh: { value: 0.44, atMs: at.getTime() } } };
    const { id: parked } = await insertVehicle(database.orm, fleet.accountId, { state });
    expect((await ask(`/cars/${parked}/status`)).body).toEqual({ ...nothing, speed: 0.4, status_update_time: at.toISOString() });
  });
});

describe("GET /cars/{id}/users", () => {
  testRefusals(refused((id) => `/cars/${id}/users`));

  test("200 documented example: who drives it now", async () => {
    const { accountId, vehicleId } = fleet;
    const { id: driverId } = await insertDriver(database.orm, accountId);
    await assignTestDriver(database.orm, accountId, { driverId, vehicleId, validTo: new Date("2026-02-01T00:00:00Z") });
    const { body } = await ask(`/cars/${vehicleId}/users/`);
    expectDocumented("GET /cars/{id}/users", body);
    expect(body).toEqual({ related_users: [fleet.driver.id] });
  });

  test("200 for a driver: not the others", async () => {
    const { accountId, vehicleId } = fleet;
    const { id: driverId } = await insertDriver(database.orm, accountId);
    await assignTestDriver(database.orm, accountId, { driverId, vehicleId, validFrom: new Date("2026-03-02T11:59:00Z") });
    expect((await ask(`/cars/${vehicleId}/users`)).body).toEqual({ related_users: [fleet.driver.id, driverId] });
    expect((await ask(`/cars/${vehicleId}/users`, asDriver())).body).toMatchObject({ data: { related_users: [fleet.driver.id] } });
  });
});

describe("GET /cars/{id}/trips", () => {
  testRefusals(refused((id) => `/cars/${id}/trips`));

  test("200 documented example, lowest id first", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/trips/`);
    expectDocumented("GET /cars/{id}/trips", body);
    expect(body).toEqual({ related_trips: fleet.tripIds });
  });

  test("200 page by page", async () => {
    const [first, second] = fleet.tripIds;
    const { body, headers } = await ask(`/cars/${fleet.vehicleId}/trips?limit=1`);
    expect([body, headers.get("link")]).toEqual([
      { related_trips: [first] },
      `<${publicUrl}/api/carnot/cars/${fleet.vehicleId}/trips?limit=1&after=${first}>; rel="next"`,
    ]);
    expect((await ask(`/cars/${fleet.vehicleId}/trips?limit=1&after=${first}`)).body).toEqual({ related_trips: [second] });
  });
});
