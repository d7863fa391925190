import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainClient } from "#db/client.ts";
import { ensureSamplePartitions, storeSamples } from "#db/queries/telemetry/samples.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDevice } from "#db/test-factories.ts";
import { monthsOf } from "#server/domain/telemetry/months.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let foreignSample: number;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
  foreignSample = await idAt(foreign.deviceId, "2026-03-02T08:05:00Z");
});
afterAll(() => database.drop());

const asDriver = () => ({ key: null, headers: { apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });

type Listed = { id: number; device: number; trip: number | null; sts: string }[];

/** Ids of a device's stored samples, highest first. */
async function storedIds(deviceId: number): Promise<number[]> {
  const rows = await database.sql`select id from samples where device_id = ${deviceId} order by id desc`;
  return rows.map((row) => Number(row["id"]));
}

async function idAt(deviceId: number, at: string): Promise<number> {
  const [row] = await database.sql`select id from samples where device_id = ${deviceId} and at = ${at}`;
  return Number(row?.["id"]);
}

describe("GET /data/obd", () => {
  test("200 documented example: all that the account's adapters measured, highest id first", async () => {
    const { body } = await ask("/data/obd/");
    expectDocumented(
      "GET /data/obd",
      (body as Listed).filter(({ trip }) => trip !== null),
    );
    expect((body as Listed).map(({ id }) => id)).toEqual(await storedIds(fleet.deviceId));
  });

  test("401 without a key", async () => {
    expect((await ask("/data/obd", { key: null })).status).toBe(401);
  });

  test("200 page by page: the pages together are the list, once each", async () => {
    const found: number[] = [];
    let path: string | undefined = "/data/obd?limit=100";
    while (path) {
      const { body, headers } = await ask(path);
      found.push(...(body as Listed).map(({ id }) => id));
      path = /^<(.+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1]?.slice(`${publicUrl}/api/carnot`.length);
    }
    expect(found).toEqual(await storedIds(fleet.deviceId));
  });

  test("200 before and after", async () => {
    const ids = await storedIds(fleet.deviceId);
    const { body } = await ask(`/data/obd?after=${ids[6]}&before=${ids[2]}`);
    expect((body as Listed).map(({ id }) => id)).toEqual(ids.slice(3, 6));
  });

  test("200: what lies far below much of somebody else's is found, for the fleet and for a driver", async () => {
    const own = createCarnotClient(database, foreign.readKey);
    const { id: device } = await insertDevice(database.orm, fleet.accountId);
    const startMs = Date.parse("2026-01-01T00:00:00Z");
    const samples = Array.from({ length: 25_000 }, (_, second) => ({ atMs: startMs + second * 1000, speedKmh: 1 }));
    await ensureSamplePartitions(database.orm, monthsOf(samples));
    await plainClient(database.orm).begin((tx) => storeSamples(tx, device, samples));
    const ids = await storedIds(foreign.deviceId);
    const { body } = await own("/data/obd");
    expect((body as Listed).map(({ id }) => id)).toEqual(ids.slice(0, 1000));
    const driver = { key: null, headers: { apikey: foreign.readKey, authorization: `Token ${foreign.login}` } };
    const onTrips = (body as Listed).filter(({ trip }) => trip !== null).map(({ id }) => id);
    const { data } = (await own("/data/obd", driver)).body as { data: Listed };
    expect(data.map(({ id }) => id)).toEqual(onTrips);
    expect(onTrips.length).toBeGreaterThan(600);
    expect(((await ask("/data/obd?limit=3")).body as Listed).map((sample) => sample.device)).toEqual([device, device, device]);
  });

  test("200 for a driver: what was measured on their trips alone", async () => {
    const { data } = (await ask("/data/obd?limit=10000", asDriver())).body as { data: Listed };
    expect(new Set(data.map(({ trip }) => trip))).toEqual(new Set(fleet.tripIds));
    expect(new Set(data.map(({ device }) => device))).toEqual(new Set([fleet.deviceId]));
  });
});

describe("GET /data/obd/{id}", () => {
  testRefusals(() => ({ ask, path: (id) => `/data/obd/${id}`, foreignId: foreignSample }));

  test("200 documented example", async () => {
    const id = await idAt(fleet.deviceId, "2026-03-02T08:05:00Z");
    const { body } = await ask(`/data/obd/${id}/`);
    expectDocumented("GET /data/obd/{id}", body);
    expect(body).toEqual({
      id,
      device: fleet.deviceId,
      trip: fleet.tripIds[0],
      sts: "2026-03-02T08:05:00.000Z",
      message_id: id,
      lat: 52.53,
      lon: 13.4,
      speed: 60,
      mil: 15,
    });
  });

  test("404 for a driver between their trips", async () => {
    const before = Date.parse("2026-02-01T00:00:00Z");
    const samples = [{ atMs: before, speedKmh: 1 }];
    await ensureSamplePartitions(database.orm, monthsOf(samples));
    await plainClient(database.orm).begin((tx) => storeSamples(tx, fleet.deviceId, samples));
    const id = await idAt(fleet.deviceId, "2026-02-01T00:00:00Z");
    expect((await ask(`/data/obd/${id}`)).body).toMatchObject({ id, trip: null, lat: null, lon: null, mil: null });
    expect((await ask(`/data/obd/${id}`, asDriver())).body).toEqual({ status: false, message: "No such sample." });
  });
});
