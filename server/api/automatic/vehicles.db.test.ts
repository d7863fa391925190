import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dtcEpisodes } from "#db/schema/health.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertVehicle } from "#db/test-factories.ts";
import { appScopes } from "#server/domain/apps/scopes.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, base, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented, type Listed, wire } from "./fixtures/shapes.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
/** A car that the fleet's driver had until an hour ago. */
let former: { id: number; uid: string };
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createAutomaticClient(database, fleet.token);
  const { accountId, driver } = fleet;
  const signals = {
    batteryV: { value: 12, atMs: now.getTime() },
    position: { value: { lat: 1, lon: 2, accuracyM: 3 }, atMs: now.getTime() },
  };
  former = await insertVehicle(database.orm, accountId, { createdAt: new Date("2020-01-01T00:00:00Z"), state: { at: now, signals } });
  await assignTestDriver(database.orm, accountId, {
    driverId: driver.id,
    vehicleId: former.id,
    validTo: new Date(now.getTime() - 3_600_000),
  });
  const of = { accountId, vehicleId: fleet.vehicle.id };
  const at = (day: number) => new Date(Date.UTC(2026, 1, day));
  await database.orm.insert(dtcEpisodes).values([
    { ...of, code: "P0301", status: "cleared", openedAt: at(1), storedAt: at(2), closedAt: at(3) },
    { ...of, code: "P0420", status: "pending", openedAt: at(4) },
    { ...of, vehicleId: former.id, code: "P0303", status: "stored", openedAt: at(5), storedAt: at(5) },
  ]);
});
afterAll(() => database.drop());

const own = () => toAutomaticId("vehicle", fleet.vehicle.uid);
const once = () => toAutomaticId("vehicle", former.uid);
const unauthorized = { status: 401, body: { error: "err_unauthorized" } };
const missing = { status: 404, body: { error: "err_page_not_found", error_description: "No such vehicle." } };
const asOwner = () => issueToken(database.orm, { userId: fleet.owner.id, accountId: fleet.accountId });

function testLists(path: () => string): void {
  test("200 documented example: those one has, and without their state those one had", async () => {
    const { status, body } = await ask(`${path()}/`);
    const { _metadata, results } = body as Listed;
    expect([status, _metadata]).toEqual([200, { count: 2, next: null, previous: null }]);
    expectDocumented("Vehicle", results[0]);
    expect(results[1]).toMatchObject({ id: once(), fuel_level_percent: null, battery_voltage: null, active_dtcs: null });
    expect(results[1]).not.toHaveProperty("latest_location");
  });

  test("401 without a token", async () => {
    expect(await ask(path(), { token: null })).toMatchObject(unauthorized);
  });
}

describe("GET /vehicle", () => {
  testLists(() => "/vehicle");

  test("200 by VIN, and by when it came and changed", async () => {
    const ids = async (query: string) => ((await ask(`/vehicle?${query}`)).body as Listed).results.map(({ id }) => id);
    const vin = fleet.vehicle.vin ?? "";
    expect(await ids(`vin=${vin.toLowerCase()}`)).toEqual([own()]);
    expect(await ids(`vin=${vin.slice(1)}`)).toEqual([]);
    expect(await ids(`vin=${encodeURIComponent("%")}`)).toEqual([]);
    expect(await ids("created_at__lte=1577836800")).toEqual([once()]);
    expect(await ids("created_at__gte=1577836800.001")).toEqual([own()]);
    expect(await ids("updated_at__lte=1577836800")).toEqual([]);
    expect(await ids(`updated_at__gte=${Date.UTC(2020, 0, 1)}`)).toEqual([own(), once()]);
    expect(await ask("/vehicle?updated_at__gte=soon")).toMatchObject({ status: 400, body: { error: "err_bad_request" } });
  });

  test("200 page by page", async () => {
    const first = (await ask("/vehicle?limit=1")).body as Listed;
    expect(first._metadata).toEqual({ count: 2, next: `${base}/vehicle/?page=2&limit=1`, previous: null });
    const second = (await ask("/vehicle/?page=2&limit=1")).body as Listed;
    expect([...first.results, ...second.results].map(({ id }) => id)).toEqual([own(), once()]);
  });
});

describe("GET /user/{id}/vehicle", () => {
  testLists(() => "/user/me/vehicle");
  testLists(() => `/user/${toAutomaticId("user", fleet.user.uid)}/vehicle`);

  test("404 for anybody else", async () => {
    expect(await ask(`/user/${toAutomaticId("user", foreign.user.uid)}/vehicle`)).toMatchObject({ status: 404 });
  });
});

describe("GET /vehicle/{id}", () => {
  test("200 documented example, in the types clients rely on", async () => {
    const { status, body } = await ask(`/vehicle/${own()}/`);
    expect(status).toBe(200);
    expectDocumented("Vehicle", body);
    expect(body).toMatchObject({
      url: `${base}/vehicle/${own()}/`,
      id: own(),
      year: 2001,
      color: "#d15fed",
      created_at: wire.moment,
      updated_at: wire.moment,
      fuel_level_percent: 61.5,
      battery_voltage: 12.6,
      active_dtcs: [{ code: "P0442", created_at: "2026-03-02T08:10:00.000Z" }],
      latest_location: { lat: 37.7827, lon: -122.406455, accuracy_m: 9, created_at: "2026-03-02T08:25:00.000Z" },
    });
  });

  test("200 with codes since they were confirmed, not since they were last repeated", async () => {
    const { accountId, vehicle } = foreign;
    await database.sql`update vehicle_states set signals = jsonb_set(signals, '{dtcs,0,atMs}', to_jsonb(${now.getTime()}::float8))
      where account_id = ${accountId}`;
    const { body } = await ask(`/vehicle/${toAutomaticId("vehicle", vehicle.uid)}`, { token: foreign.token });
    expect(body).toMatchObject({ active_dtcs: [{ code: "P0442", created_at: "2026-03-02T08:10:00.000Z" }] });
  });

  test("200 with the state of a car that is no driver's any more for those who see the whole fleet", async () => {
    const { body } = await ask(`/vehicle/${once()}`, { token: await asOwner() });
    expect(body).toMatchObject({ battery_voltage: 12, active_dtcs: [], latest_location: { lat: 1, lon: 2 } });
  });

  test("401 without a token; 404 for a foreign, an unknown one and what is no id", async () => {
    expect(await ask(`/vehicle/${own()}`, { token: null })).toMatchObject(unauthorized);
    for (const id of [
      toAutomaticId("vehicle", foreign.vehicle.uid),
      "C_0123456789abcdef",
      "C_x",
      "1",
      toAutomaticId("trip", fleet.trip.uid),
    ]) {
      expect([id, await ask(`/vehicle/${id}`)]).toMatchObject([id, missing]);
    }
  });
});

const withoutProfile = () =>
  issueToken(database.orm, {
    userId: fleet.user.id,
    accountId: fleet.accountId,
    scopes: appScopes.filter((scope) => scope !== "scope:vehicle:profile"),
  });

const changes = [
  ["P0442", true, "2026-03-02T08:10:00.000Z"],
  ["P0301", false, "2026-02-03T00:00:00.000Z"],
  ["P0301", true, "2026-02-02T00:00:00.000Z"],
];

function testMil(path: () => string): void {
  test("200 documented example: confirmed and cleared, the newest first, page by page", async () => {
    const { status, body } = await ask(`${path()}/?limit=250`);
    const { _metadata, results } = body as Listed;
    expect([status, _metadata.count]).toEqual([200, 3]);
    for (const change of results) expectDocumented("VehicleMILHistory", change);
    expect(results.map(({ code, on, created_at }) => [code, on, created_at])).toEqual(changes);
    const second = (await ask(`${path()}?limit=1&page=2`)).body as Listed;
    expect(second.results).toEqual([results[1]]);
    expect((await ask(`${path()}?page=9`)).body).toMatchObject({ results: [] });
  });

  test("401 without a token, 403 without scope:vehicle:profile", async () => {
    expect(await ask(path(), { token: null })).toMatchObject(unauthorized);
    expect(await ask(path(), { token: await withoutProfile() })).toMatchObject({ status: 403, body: { error: "err_forbidden" } });
  });
}

describe("GET /vehicle/{id}/mil", () => {
  testMil(() => `/vehicle/${own()}/mil`);

  test("200 with nothing of a car one had, 404 for a foreign one", async () => {
    expect((await ask(`/vehicle/${once()}/mil`)).body).toMatchObject({ results: [] });
    expect((await ask(`/vehicle/${once()}/mil`, { token: await asOwner() })).body).toMatchObject({ results: [{ code: "P0303" }] });
    expect(await ask(`/vehicle/${toAutomaticId("vehicle", foreign.vehicle.uid)}/mil`)).toMatchObject(missing);
  });
});

describe("GET /vehicle/mil", () => {
  testMil(() => "/vehicle/mil");

  test("200 with those of all cars for those who see the whole fleet", async () => {
    expect((await ask("/vehicle/mil", { token: await asOwner() })).body).toMatchObject({ _metadata: { count: 4 } });
  });
});
