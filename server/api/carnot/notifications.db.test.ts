import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDriver } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let speedingId: number;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
  speedingId = await insertAlert("speed_limit", { limitKmh: 100, peakKmh: 121.6, durationS: 42 });
});
afterAll(() => database.drop());

async function insertAlert(kind: string, facts: object, { driver = true, held = false } = {}): Promise<number> {
  const [row] = await database.sql`
    insert into alerts (account_id, kind, severity, vehicle_id, driver_id, facts, at, dedupe_key, held) values (
      ${fleet.accountId}, ${kind}, 'warning', ${driver ? fleet.vehicleId : null}, ${driver ? fleet.driver.id : null},
      ${JSON.stringify(facts)}::text::jsonb, '2026-03-02T09:08:07Z', ${crypto.randomUUID()}, ${held ? "late" : null})
    returning id`;
  return Number(row?.["id"]);
}

const title = "C001: over its speed limit";
const message = "Up to 122 km/h where the car's own limit is 100 km/h, for 42 seconds.";

describe("GET /cars/{id}/notifications", () => {
  testRefusals(() => ({ ask, path: (id) => `/cars/${id}/notifications`, foreignId: foreign.vehicleId }));

  test("200 documented example: the alerts of the car, those for the log only left out", async () => {
    await insertAlert("unplugged", { serial: "MP-1" }, { held: true });
    const { body } = await ask(`/cars/${fleet.vehicleId}/notifications/`);
    expectDocumented("GET /cars/{id}/notifications", body);
    expect(body).toEqual([{ type: "Car card", title, message, date_time: "03/02/26 09:08:07" }]);
  });

  test("200 page by page, newest first", async () => {
    const newer = await insertAlert("geofence_out", { geofenceId: 1, geofence: "Depot" });
    const { body, headers } = await ask(`/cars/${fleet.vehicleId}/notifications?limit=1`);
    expect(body).toMatchObject([{ title: "C001: left Depot" }]);
    expect(headers.get("link")).toBe(`<${publicUrl}/api/carnot/cars/${fleet.vehicleId}/notifications?limit=1&before=${newer}>; rel="next"`);
    expect((await ask(`/cars/${fleet.vehicleId}/notifications?limit=1&before=${newer}`)).body).toMatchObject([{ title }]);
    await database.sql`delete from alerts where id = ${newer}`;
  });
});

describe("GET /users/{id}/notifications", () => {
  testRefusals(() => ({ ask, path: (id) => `/users/${id}/notifications`, foreignId: foreign.driver.id }));

  test("200 documented example: alerts of the driver and their cars, each once, then the cars' open fault codes", async () => {
    const { body } = await ask(`/users/${fleet.driver.id}/notifications/`);
    expectDocumented("GET /users/{id}/notifications", body);
    expect(body).toEqual([
      { date_time: "2026-03-02T09:08:07.000Z", type: "Car Card", desc: `${title}. ${message}` },
      {
        link: `${publicUrl}/vehicles/${fleet.vehicleId}/health`,
        error: "P0106",
        type: 1,
        title: expect.stringContaining("pressure"),
        desc: expect.stringContaining("Likely causes: "),
      },
    ]);
    expect(speedingId).toBeGreaterThan(0);
  });

  test("200: nothing to tell", async () => {
    const { id } = await insertDriver(database.orm, fleet.accountId);
    expect((await ask(`/users/${id}/notifications`)).body).toEqual([]);
  });
});
