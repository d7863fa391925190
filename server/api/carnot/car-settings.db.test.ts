import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDriver, insertVehicle } from "#db/test-factories.ts";
import { setModelLinks } from "#server/commands/vehicles/models.ts";
import { type Ask, createCarnotClient, testRefusals } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let write: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  [ask, write] = [createCarnotClient(database, fleet.readKey), createCarnotClient(database, fleet.writeKey)];
});
afterAll(() => database.drop());

describe("GET /cars/{id}/speedlimit", () => {
  testRefusals(() => ({ ask, path: (id) => `/cars/${id}/speedlimit`, foreignId: foreign.vehicleId }));

  test("200 documented example; 0 without a limit", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/speedlimit/`);
    expectDocumented("GET /cars/{id}/speedlimit", body);
    expect(body).toEqual({ speed_limit: 100 });
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    expect((await ask(`/cars/${id}/speedlimit`)).body).toEqual({ speed_limit: 0 });
  });
});

describe("POST /cars/{id}/speedlimit", () => {
  testRefusals(() => ({ ask: write, path: (id) => `/cars/${id}/speedlimit`, foreignId: foreign.vehicleId, post: { sl: 80 } }));

  test.each([
    [90, 90],
    ["72.5", 72.5],
    ["0", 0],
    [60, 60],
    [0, 0],
  ])("200: %j", async (sl, limit) => {
    const { status, body } = await write(`/cars/${fleet.vehicleId}/speedlimit/`, { post: { sl } });
    expect([status, body]).toEqual([200, { message: "Success" }]);
    expect((await ask(`/cars/${fleet.vehicleId}/speedlimit`)).body).toEqual({ speed_limit: limit });
  });

  test("200 for a manager signed in, in an envelope; 403 for a driver and for a key that may only read", async () => {
    const post = { sl: 110 };
    const asDriver = { key: null, headers: { apikey: fleet.writeKey, authorization: `Token ${fleet.login}` }, post };
    expect((await write(`/cars/${fleet.vehicleId}/speedlimit`, asDriver)).body).toEqual({ status: false, message: "You may not do this." });
    await database.sql`update memberships set role = 'manager' where user_id = ${fleet.user.id}`;
    expect((await write(`/cars/${fleet.vehicleId}/speedlimit`, asDriver)).body).toEqual({ status: true, message: "Success" });
    await database.sql`update memberships set role = 'driver' where user_id = ${fleet.user.id}`;
    const { status, body } = await ask(`/cars/${fleet.vehicleId}/speedlimit`, { post });
    expect([status, body]).toEqual([403, { detail: "This API key may only read." }]);
  });

  test.each([{}, { sl: "fast" }, { sl: -1 }, { sl: 0.5 }, { sl: 501 }, { sl: null }])("400: %j", async (post) => {
    const { status, body } = await write(`/cars/${fleet.vehicleId}/speedlimit`, { post });
    expect([status, body]).toEqual([400, { detail: expect.stringMatching(/sl: |speedLimitKmh: /) }]);
  });
});

describe("POST /cars/save", () => {
  const post = { brand: "Audi", model: "TT", name: "Weekend", ln: "W-1" };

  test("401 without a key, 403 with one that may only read", async () => {
    expect((await write("/cars/save", { key: null, post })).status).toBe(401);
    expect((await ask("/cars/save", { post })).status).toBe(403);
  });

  test("200 documented example: a new car with its driver; links as the account set them", async () => {
    const links = { imageUrl: "https://pictures.test/tt.jpg", videoUrl: "https://films.test/tt" };
    await setModelLinks({ db: database.orm, now: () => now }, fleet.system, { make: "Audi", model: "TT", ...links });
    const { id: driverId } = await insertDriver(database.orm, fleet.accountId);
    const { status, body } = await write("/cars/save/", { post: { ...post, userid: String(driverId) } });
    expect(status).toBe(200);
    expectDocumented("POST /cars/save", body);
    const { carId } = body as { carId: number };
    expect(body).toEqual({ carId, ...links });
    expect((await ask(`/cars/${carId}`)).body).toEqual({ id: carId, device: null, name: "Weekend", numberplate: "W-1" });
    expect((await ask(`/cars/${carId}/overview`)).body).toMatchObject({ model: { car_manufact: "Audi", car_model: "TT" } });
    expect((await ask(`/cars/${carId}/users`)).body).toEqual({ related_users: [driverId] });
    await write("/cars/save", { post: { carid: carId, userid: driverId } });
    const assignments = await database.sql`select from driver_assignments where vehicle_id = ${carId}`;
    expect(assignments).toHaveLength(1);
  });

  test("200: carid changes what is given, clears what is empty, leaves the rest", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId, { name: "Old", make: "Fiat", model: "Panda", plate: "W-2" });
    const { body } = await write("/cars/save", { post: { carid: id, name: "New", ln: "" } });
    expect(body).toEqual({ carId: id, imageUrl: null, videoUrl: null });
    expect((await ask(`/cars/${id}`)).body).toMatchObject({ name: "New", numberplate: "" });
    expect((await ask(`/cars/${id}/overview`)).body).toMatchObject({ model: { car_manufact: "Fiat", car_model: "Panda" } });
  });

  test("404 for another account's car and driver, and nothing is written", async () => {
    const count = () => database.sql`select count(*)::int as n from vehicles`;
    const before = await count();
    expect((await write("/cars/save", { post: { ...post, carid: foreign.vehicleId } })).status).toBe(404);
    expect((await write("/cars/save", { post: { ...post, userid: foreign.driver.id } })).status).toBe(404);
    expect(await count()).toEqual(before);
    expect((await ask(`/cars/${foreign.vehicleId}`, { key: foreign.readKey })).body).toMatchObject({ name: "C001" });
  });

  test.each([{}, { brand: "Audi" }, { ...post, name: " " }, { ...post, carid: -1 }, { ...post, ln: "x".repeat(21) }])(
    "400: %j",
    async (wrong) => {
      expect((await write("/cars/save", { post: wrong })).status).toBe(400);
    },
  );
});
