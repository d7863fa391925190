import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sumDriverTrips } from "#db/queries/scoring/rollups.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, morning, type TestFleet } from "./fixtures/fleet.ts";
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

const refused = (path: (id: number) => string) => () => ({ ask, path, foreignId: foreign.driver.id });
const photo = `${publicUrl}/driver.svg`;
const newcomer = () => insertDriver(database.orm, fleet.accountId, { name: "Bo" });

/** The newest card of the driver, as the pipeline wrote it. */
async function storedCard() {
  const [row] = await database.sql`select card from driver_scores where driver_id = ${fleet.driver.id} order by as_of desc limit 1`;
  return row?.["card"] as { score: number; parts: Record<string, number | null> };
}
const tenth = (value: number) => Math.round(value * 10) / 10;

describe("GET /users/{id}/overview", () => {
  testRefusals(refused((id) => `/users/${id}/overview`));

  test("200 documented example", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/overview/`);
    expectDocumented("GET /users/{id}/overview", body);
    const score = tenth((await storedCard()).score);
    expect(body).toEqual({ gender: "M", age: 29, lname: "Donald", score, fname: "Alan", photo, ntrips: 1 });
  });

  test("200: a single word is a first name, the score before the first trip null", async () => {
    const { id } = await newcomer();
    const unknown = { gender: null, age: null, score: null };
    expect((await ask(`/users/${id}/overview`)).body).toEqual({ ...unknown, lname: "", fname: "Bo", photo, ntrips: 0 });
  });
});

describe("GET /users/{id}/driverprofile", () => {
  testRefusals(refused((id) => `/users/${id}/driverprofile`));

  test("200 documented example", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/driverprofile/`);
    expectDocumented("GET /users/{id}/driverprofile", body);
    const econtacts = "[{phone: 9820204040, email: help@carnot.test, name: Ann}]";
    expect(body).toEqual({ dob: "1996-03-28", photo, lname: "Donald", fname: "Alan", econtacts, gender: "M" });
  });
});

describe("GET /users/{id}/driverstats", () => {
  testRefusals(refused((id) => `/users/${id}/driverstats`));

  test("200 documented example, of finished trips alone", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/driverstats/`);
    expectDocumented("GET /users/{id}/driverstats", body);
    expect(body).toMatchObject({ total_time: morning.speeds.length - 1, ntrips: 1, driver_score: tenth((await storedCard()).score) });
  });
});

describe("GET /users/{id}/driverpoints", () => {
  testRefusals(refused((id) => `/users/${id}/driverpoints`));

  test("200: the parts of the newest score; what could not be measured is left out", async () => {
    const { parts } = await storedCard();
    expect([parts["mil"], parts["clt"]]).toEqual([null, null]);
    const { body } = await ask(`/users/${fleet.driver.id}/driverpoints/`);
    const named = { idl_score: parts["idl"], spd_score: parts["spd"], hbr_score: parts["hbr"], hac_score: parts["hac"] };
    expect(body).toEqual(Object.fromEntries(Object.entries(named).map(([key, value]) => [key, tenth(value ?? Number.NaN)])));
  });

  test("200 documented example, when all was measured; cmp is the clutch", async () => {
    await database.sql`update driver_scores set card = jsonb_set(jsonb_set(card, '{parts,mil}', '14.26'), '{parts,clt}', '17.5')
      where driver_id = ${foreign.driver.id}`;
    const { body } = await ask(`/users/${foreign.driver.id}/driverpoints`, { key: foreign.readKey });
    expectDocumented("GET /users/{id}/driverpoints", body);
    expect(body).toMatchObject({ mil_score: 14.3, cmp_score: 17.5 });
    const withGraph = await ask(`/users/${foreign.driver.id}/driverpoints/?graph=True`, { key: foreign.readKey });
    expectDocumented("GET /users/{id}/driverpoints?graph=True", withGraph.body);
  });

  test("200 graph=True: the scored trips; graph=False: none", async () => {
    const [tripId = 0] = fleet.tripIds;
    const [card] = await database.sql`select drive_score from report_cards where trip_id = ${tripId}`;
    const [trip] = await database.sql`select started_at from trips where id = ${tripId}`;
    const { body } = await ask(`/users/${fleet.driver.id}/driverpoints?graph=True`);
    expect(body).toMatchObject({
      graph: [{ scr: tenth(Number(card?.["drive_score"])), id: tripId, sts: trip?.["started_at"].toISOString() }],
    });
    expect((await ask(`/users/${fleet.driver.id}/driverpoints?graph=False`)).body).not.toHaveProperty("graph");
  });

  test("200 graph=True: not those that could not be scored", async () => {
    const { accountId } = fleet;
    const [{ id: driverId }, { id: vehicleId }] = [await newcomer(), await insertVehicle(database.orm, accountId)];
    await insertTrip(database.orm, { accountId, vehicleId, driverId, driveScore: null });
    const scored = await insertTrip(database.orm, { accountId, vehicleId, driverId, driveScore: 81.25 });
    await sumDriverTrips(database.orm, driverId);
    const graph = [{ scr: 81.3, id: scored.id, sts: scored.startedAt.toISOString() }];
    expect((await ask(`/users/${driverId}/driverpoints?graph=True`)).body).toEqual({ graph });
  });

  test("200: nothing before the first scored trip", async () => {
    expect((await ask(`/users/${(await newcomer()).id}/driverpoints?graph=True`)).body).toEqual({ graph: [] });
  });

  test("400 naming graph", async () => {
    const { status, body } = await ask(`/users/${fleet.driver.id}/driverpoints?graph=perhaps`);
    expect([status, body]).toEqual([400, { detail: expect.stringContaining("query.graph: ") }]);
  });
});

describe("GET /users/{id}/graphs", () => {
  testRefusals(refused((id) => `/users/${id}/graphs`));

  test("200 documented example", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/graphs/`);
    expectDocumented("GET /users/{id}/graphs", body);
    const [trip] = await database.sql`select started_at from trips where id = ${fleet.tripIds[0] ?? 0}`;
    expect(body).toEqual({ graph: [{ id: fleet.tripIds[0], sts: trip?.["started_at"].toISOString() }] });
  });
});

describe("GET /users/{id}/fullprofile", () => {
  testRefusals(refused((id) => `/users/${id}/fullprofile`));

  test("200 documented example: a list of one, on the trip that goes on", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/fullprofile/`);
    expectDocumented("GET /users/{id}/fullprofile", body);
    const [trip] = await database.sql`select distance_m, duration_s, idling_s, hard_brakes, hard_accels, fuel_l from trips
      where id = ${fleet.tripIds[0] ?? 0}`;
    expect(body).toMatchObject({
      profiles: [
        {
          nTrips: 1,
          name: "Alan Donald",
          isOnTrip: true,
          hardBreak: trip?.["hard_brakes"],
          hardAcc: trip?.["hard_accels"],
          time: trip?.["duration_s"],
          idlingTime: trip?.["idling_s"],
          mileage: expect.closeTo(Number(trip?.["distance_m"]) / 1000 / Number(trip?.["fuel_l"]), 1),
        },
      ],
    });
  });

  test("200: not on a trip that somebody else drives", async () => {
    const passenger = await newcomer();
    const validFrom = new Date("2020-01-01T00:00:00Z");
    const { accountId, vehicleId } = foreign;
    const { id: driverId } = await insertDriver(database.orm, accountId);
    await assignTestDriver(database.orm, accountId, { driverId, vehicleId, validFrom });
    const isOnTrip = async (id: number, key: string) =>
      ((await ask(`/users/${id}/fullprofile`, { key })).body as { profiles: { isOnTrip: boolean }[] }).profiles[0]?.isOnTrip;
    expect(await isOnTrip(driverId, foreign.readKey)).toBe(true);
    expect(await isOnTrip(foreign.driver.id, foreign.readKey)).toBe(false);
    expect(await isOnTrip(passenger.id, fleet.readKey)).toBe(false);
  });
});

describe("GET /users/{id}/garage", () => {
  testRefusals(refused((id) => `/users/${id}/garage`));

  test("200 documented example: numbers are texts", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/garage/`);
    expectDocumented("GET /users/{id}/garage", body);
    const car = { id: fleet.vehicleId, name: "C001", isOnTrip: true, lat: "52.504900", lon: "13.400000", speed: "30.00" };
    expect(body).toEqual({ cars: [car] });
  });

  test("200: a car nothing is heard of", async () => {
    const { accountId } = fleet;
    const [{ id: driverId }, { id: vehicleId }] = [await newcomer(), await insertVehicle(database.orm, accountId, { name: "Still" })];
    await assignTestDriver(database.orm, accountId, { driverId, vehicleId });
    const car = { id: vehicleId, name: "Still", isOnTrip: false, lat: null, lon: null, speed: null };
    expect((await ask(`/users/${driverId}/garage`)).body).toEqual({ cars: [car] });
  });
});
