import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertTrip, insertVehicle } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, morning, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let tripId: number;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
  tripId = fleet.tripIds[0] ?? 0;
});
afterAll(() => database.drop());

const refused = (path: (id: number) => string) => () => ({ ask, path, foreignId: foreign.tripIds[0] ?? 0 });
const asDriver = () => ({ key: null, headers: { apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });

interface StoredTrip {
  distance_m: number;
  duration_s: number;
  fuel_l: number;
  started_at: Date;
  ended_at: Date;
  hard_brakes: number;
  sample_count: number;
  drive_score: number;
  hbr: number;
}

async function storedTrip(): Promise<StoredTrip> {
  const [row] = await database.sql<StoredTrip[]>`
    select t.*, r.drive_score::float8, r.hbr from trips t join report_cards r on r.trip_id = t.id where t.id = ${tripId}`;
  if (!row) throw new Error("The trip was not cut.");
  return row;
}

/** A bare trip of nobody: no positions, no samples, no report card. */
async function insertBareTrip(): Promise<{ id: number; vehicleId: number }> {
  const { accountId } = fleet;
  const { id: vehicleId } = await insertVehicle(database.orm, accountId);
  return { id: (await insertTrip(database.orm, { accountId, vehicleId })).id, vehicleId };
}

describe("GET /data/trips", () => {
  test("200 documented example: newest first, the one that goes on too", async () => {
    const { body } = await ask(`/data/trips/?before=${(fleet.tripIds[1] ?? 0) + 1}`);
    expectDocumented("GET /data/trips", body);
    expect(body).toMatchObject([{ id: fleet.tripIds[1] }, { id: tripId }]);
  });

  test("200: values of the trip", async () => {
    const { body } = await ask(`/data/trips?before=${fleet.tripIds[1]}`);
    const { distance_m, duration_s, fuel_l, hard_brakes, sample_count } = await storedTrip();
    expect(hard_brakes).toBe(1);
    expect(body).toEqual([
      {
        id: tripId,
        device: fleet.deviceId,
        trip_id: tripId,
        message_id: sample_count,
        hard_acceleration_count: 1,
        hard_break_count: 1,
        trip_distance: expect.closeTo(distance_m / 1000, 2),
        trip_time: duration_s,
        avg_speed: expect.closeTo((distance_m * 3.6) / duration_s, 1),
        avg_mileage: expect.closeTo(distance_m / 1000 / fuel_l, 1),
        total_CO2_emitted: expect.closeTo(fuel_l * 2.348, 2),
      },
    ]);
  });

  test("401 without a key", async () => {
    expect((await ask("/data/trips", { key: null })).status).toBe(401);
  });

  test("200 page by page; for a driver their own alone", async () => {
    const { id } = await insertBareTrip();
    const first = await ask("/data/trips?limit=1");
    expect(first.body).toMatchObject([{ id, device: null, avg_mileage: null, total_CO2_emitted: null }]);
    expect(first.headers.get("link")).toBe(`<${publicUrl}/api/carnot/data/trips?limit=1&before=${id}>; rel="next"`);
    expect((await ask(`/data/trips?limit=1&before=${id}`)).body).toMatchObject([{ id: fleet.tripIds[1] }]);
    expect((await ask(`/data/trips?after=${fleet.tripIds[1]}`)).body).toMatchObject([{ id }]);
    expect((await ask("/data/trips", asDriver())).body).toMatchObject({ data: [{ id: fleet.tripIds[1] }, { id: tripId }] });
  });
});

function testDetails(call: string, path: (id: number) => string): void {
  testRefusals(refused(path));

  test("200 documented example", async () => {
    const { body } = await ask(`${path(tripId)}/`);
    expectDocumented(call, body);
    const { distance_m, duration_s, fuel_l, started_at, ended_at, drive_score } = await storedTrip();
    expect(body).toMatchObject({
      user: fleet.driver.id,
      car: fleet.vehicleId,
      start_time: started_at.toISOString(),
      end_time: ended_at.toISOString(),
      trip_time: duration_s,
      distance: expect.closeTo(distance_m / 1000, 2),
      avg_mileage: expect.closeTo(distance_m / 1000 / fuel_l, 1),
      drive_score: expect.closeTo(drive_score, 1),
      start_lat: expect.closeTo(52.5, 2),
      end_lat: expect.closeTo(52.5 + morning.speeds.length / 1e4, 2),
    });
  });

  test("200: the route is what was measured, with the ids of the samples", async () => {
    const { route } = (await ask(path(tripId))).body as { route: { id: number; sts: string; mil: number | null }[] };
    const { started_at, sample_count } = await storedTrip();
    expect(route).toHaveLength(sample_count);
    expect(route[0]).toMatchObject({ sts: started_at.toISOString() });
    const [sample] =
      await database.sql`select id, at, speed_kmh from samples where device_id = ${fleet.deviceId} and at = '2026-03-02T08:05:00Z'`;
    expect(sample?.["speed_kmh"]).toBe(60);
    expect(route).toContainEqual({ id: Number(sample?.["id"]), sts: "2026-03-02T08:05:00.000Z", mil: 15, lat: 52.53, lon: 13.4 });
  });

  test("200: nothing known of it, nothing made up", async () => {
    const { id, vehicleId } = await insertBareTrip();
    const unknown = { user: null, avg_mileage: null, drive_score: null, start_lat: null, start_lon: null, end_lat: null, end_lon: null };
    expect((await ask(path(id))).body).toMatchObject({ ...unknown, car: vehicleId, route: [] });
  });

  test("404 for a driver whose trip it is not", async () => {
    expect((await ask(path((await insertBareTrip()).id), asDriver())).body).toEqual({ status: false, message: "No such trip." });
  });
}

describe("GET /data/trips/{id}", () => testDetails("GET /data/trips/{id}", (id) => `/data/trips/${id}`));

describe("GET /data/trips/{id}/details", () => testDetails("GET /data/trips/{id}/details", (id) => `/data/trips/${id}/details`));

describe("GET /data/trips/{id}/overview", () => {
  testRefusals(refused((id) => `/data/trips/${id}/overview`));

  test("200 documented example", async () => {
    const { body } = await ask(`/data/trips/${tripId}/overview/`);
    expectDocumented("GET /data/trips/{id}/overview", body);
    const { started_at, drive_score } = await storedTrip();
    expect(body).toMatchObject({ car: fleet.vehicleId, start_time: started_at.toISOString(), drive_score: expect.closeTo(drive_score, 1) });
  });
});

describe("GET /data/trips/{id}/reportcard", () => {
  testRefusals(refused((id) => `/data/trips/${id}/reportcard`));

  test("200: a part that could not be measured is left out", async () => {
    const { body } = await ask(`/data/trips/${tripId}/reportcard/`);
    expect(Object.keys(body as object).sort()).toEqual(["drive_score", "hac_points", "hbr_points", "idl_points", "spd_points"]);
    const { drive_score, hbr } = await storedTrip();
    expect(body).toMatchObject({ drive_score: expect.closeTo(drive_score, 1), hbr_points: expect.closeTo(hbr, 1) });
  });

  test("200 documented example, when all was measured", async () => {
    const [id = 0] = foreign.tripIds;
    await database.sql`update report_cards set clt = 17.25 where trip_id = ${id}`;
    const { body } = await ask(`/data/trips/${id}/reportcard`, { key: foreign.readKey });
    expectDocumented("GET /data/trips/{id}/reportcard", body);
    expect(body).toMatchObject({ clt_points: 17.3 });
  });

  test("200: without a report card the score is null", async () => {
    expect((await ask(`/data/trips/${(await insertBareTrip()).id}/reportcard`)).body).toEqual({ drive_score: null });
  });
});

describe("GET /data/trips/{id}/graph", () => {
  testRefusals(refused((id) => `/data/trips/${id}/graph`));

  test("200 documented example: 0 standing, 15 km a litre at 60 km/h and 4 litres an hour", async () => {
    const { body } = await ask(`/data/trips/${tripId}/graph/`);
    expectDocumented("GET /data/trips/{id}/graph", body);
    const { graph } = body as { graph: { mil: number }[] };
    const { distance_m, fuel_l, sample_count } = await storedTrip();
    expect(graph).toHaveLength(sample_count);
    expect([Math.min(...graph.map(({ mil }) => mil)), Math.max(...graph.map(({ mil }) => mil))]).toEqual([0, 15]);
    expect(body).toMatchObject({ avg_mileage: expect.closeTo(distance_m / 1000 / fuel_l, 1) });
  });

  test("200: no moment with a known mileage", async () => {
    expect((await ask(`/data/trips/${(await insertBareTrip()).id}/graph`)).body).toEqual({ graph: [], avg_mileage: null });
  });
});
