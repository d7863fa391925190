import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
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

const refused = (path: (id: number) => string, post?: unknown) => () => ({ ask, path, foreignId: foreign.driver.id, post });
const asDriver = () => ({ key: null, headers: { apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });

describe("GET /users", () => {
  test("200 documented example", async () => {
    const { status, body } = await ask("/users/");
    expect(status).toBe(200);
    expectDocumented("GET /users", body);
  });

  test("401 without a key", async () => {
    expect((await ask("/users", { key: null })).status).toBe(401);
  });

  test("200 page by page, lowest id first, with a Link to the next one", async () => {
    const { driver, accountId } = fleet;
    const others = [await insertDriver(database.orm, accountId), await insertDriver(database.orm, accountId)];
    const first = await ask("/users?limit=2");
    expect(first.body).toMatchObject([{ id: driver.id }, { id: others[0]?.id }]);
    const next = `${publicUrl}/api/carnot/users?limit=2&after=${others[0]?.id}`;
    expect(first.headers.get("link")).toBe(`<${next}>; rel="next"`);
    const second = await ask(next.slice(`${publicUrl}/api/carnot`.length));
    expect([second.body, second.headers.get("link")]).toMatchObject([[{ id: others[1]?.id }], null]);
    expect((await ask(`/users?before=${others[0]?.id}`)).body).toMatchObject([{ id: driver.id }]);
  });

  test.each(["limit=0", "limit=10001", "limit=x", "before=-1", "after=1.5"])("400 naming the parameter: %s", async (query) => {
    const { status, body } = await ask(`/users?${query}`);
    expect([status, body]).toEqual([400, { detail: expect.stringContaining(`query.${query.split("=")[0]}: `) }]);
  });

  test("200 for a driver: only themself, in an envelope", async () => {
    const { status, body } = await ask("/users/", asDriver());
    expect([status, body]).toMatchObject([200, { status: true, message: "Success", data: [{ id: fleet.driver.id }] }]);
    expect((body as { data: unknown[] }).data).toHaveLength(1);
  });
});

describe("GET /users/{id}", () => {
  testRefusals(refused((id) => `/users/${id}`));

  test("200 documented example, with the values of the driver and the sums of their trips", async () => {
    const { driver, user, vehicle, deviceId } = fleet;
    const { body } = await ask(`/users/${driver.id}/`);
    expectDocumented("GET /users/{id}", body);
    const [trip] = await database.sql`select distance_m, duration_s from trips where id = ${fleet.tripIds[0] ?? 0}`;
    const [distanceM, durationS] = [Number(trip?.["distance_m"]), Number(trip?.["duration_s"])];
    expect(body).toMatchObject({
      id: driver.id,
      user: { id: user.id, username: "Alan Donald", email: user.email },
      gender: "M",
      age: 29,
      dob: "1996-03-28",
      cars: [{ id: vehicle.id, device: deviceId, name: "C001", numberplate: "MH01AB0001" }],
      emergencycontacts: "[{phone: 9820204040, email: help@carnot.test, name: Ann}]",
      totalnumtrips: 1,
      totaltime: durationS,
    });
    const { totaldistance, averagespeed } = body as { totaldistance: number; averagespeed: number };
    expect(totaldistance).toBeCloseTo(distanceM / 1000, 2);
    expect(averagespeed).toBeCloseTo((distanceM * 3.6) / durationS, 1);
  });

  test("200: what is not known is null", async () => {
    const { id } = await insertDriver(database.orm, fleet.accountId, { name: "Ann" });
    expect((await ask(`/users/${id}`)).body).toEqual({
      id,
      user: { id: 0, username: "Ann", email: "" },
      gender: null,
      age: null,
      dob: null,
      cars: [],
      emergencycontacts: "[]",
      driverscore: null,
      totalnumtrips: 0,
      totaldistance: 0,
      totaltime: 0,
      averagespeed: 0,
    });
  });

  test("200 for a driver with their own id, 404 for a colleague's: status false in an envelope", async () => {
    const { id } = await insertDriver(database.orm, fleet.accountId);
    expect((await ask(`/users/${fleet.driver.id}`, asDriver())).body).toMatchObject({ status: true, data: { id: fleet.driver.id } });
    const { status, body } = await ask(`/users/${id}`, asDriver());
    expect([status, body]).toEqual([200, { status: false, message: "No such driver." }]);
  });
});

describe("GET /users/{id}/cars", () => {
  testRefusals(refused((id) => `/users/${id}/cars`));

  test("200 documented example", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/cars/`);
    expectDocumented("GET /users/{id}/cars", body);
    expect(body).toEqual({ related_cars: [fleet.vehicleId] });
  });
});

describe("GET /users/{id}/trips", () => {
  testRefusals(refused((id) => `/users/${id}/trips`));

  test("200 documented example, lowest id first", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/trips/`);
    expectDocumented("GET /users/{id}/trips", body);
    expect(body).toEqual({ related_trips: fleet.tripIds });
  });

  test("200 page by page", async () => {
    const { accountId } = fleet;
    const { id: driverId } = await insertDriver(database.orm, accountId);
    const { id: vehicleId } = await insertVehicle(database.orm, accountId);
    const ids: number[] = [];
    for (let n = 0; n < 3; n++) ids.push((await insertTrip(database.orm, { accountId, vehicleId, driverId })).id);
    const { body, headers } = await ask(`/users/${driverId}/trips/?limit=2`);
    expect(body).toEqual({ related_trips: ids.slice(0, 2) });
    expect(headers.get("link")).toBe(`<${publicUrl}/api/carnot/users/${driverId}/trips?limit=2&after=${ids[1]}>; rel="next"`);
    expect((await ask(`/users/${driverId}/trips?limit=2&after=${ids[1]}`)).body).toEqual({ related_trips: ids.slice(2) });
  });
});

describe("GET /users/{id}/econtacts", () => {
  testRefusals(refused((id) => `/users/${id}/econtacts`));

  test("200 documented example", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/econtacts/`);
    expectDocumented("GET /users/{id}/econtacts", body);
    expect(body).toEqual({ econtacts: "[{phone: 9820204040, email: help@carnot.test, name: Ann}]" });
  });
});

describe("POST /users/{id}/econtacts", () => {
  const post = { contacts: [{ em: "Bo@carnot.test", ph: 8899773322, nm: "Bo" }] };
  const writer = () => createCarnotClient(database, fleet.writeKey);
  testRefusals(() => ({ ask: writer(), path: (id) => `/users/${id}/econtacts`, foreignId: foreign.driver.id, post }));

  test("200: replaces them; 403 with a key that may only read", async () => {
    const { id } = await insertDriver(database.orm, fleet.accountId);
    expect((await ask(`/users/${id}/econtacts`, { post })).status).toBe(403);
    const { status, body } = await writer()(`/users/${id}/econtacts/`, { post });
    expect([status, body]).toEqual([200, { message: "Success" }]);
    expect((await ask(`/users/${id}/econtacts`)).body).toEqual({ econtacts: "[{phone: 8899773322, email: bo@carnot.test, name: Bo}]" });
    await writer()(`/users/${id}/econtacts`, { post: { contacts: [{ nm: "Cy", ph: "+43 1 2", em: "" }] } });
    expect((await ask(`/users/${id}/econtacts`)).body).toEqual({ econtacts: "[{phone: +43 1 2, name: Cy}]" });
  });

  test("200 for the driver, in an envelope without data", async () => {
    const own = { ...asDriver(), headers: { ...asDriver().headers, apikey: fleet.writeKey } };
    const { body } = await ask(`/users/${fleet.driver.id}/econtacts`, { ...own, post: { contacts: [] } });
    expect(body).toEqual({ status: true, message: "Success" });
    expect((await ask(`/users/${fleet.driver.id}/econtacts`)).body).toEqual({ econtacts: "[]" });
  });

  test.each([
    [{}, "body.contacts: "],
    [{ contacts: [{ nm: "Bo" }] }, "body.contacts.0.ph: "],
    [{ contacts: [{ nm: "Bo", ph: 1, em: "nobody" }] }, "contacts.0.email: "],
    [{ contacts: Array(21).fill({ nm: "Bo", ph: 1 }) }, "body.contacts: "],
  ])("400 naming what is wrong: %j", async (wrong, named) => {
    const { status, body } = await writer()(`/users/${fleet.driver.id}/econtacts`, { post: wrong });
    expect([status, body]).toEqual([400, { detail: expect.stringContaining(named) }]);
  });
});
