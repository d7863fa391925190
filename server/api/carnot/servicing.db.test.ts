import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { createServicePlan } from "#server/commands/service/plans.ts";
import { type Ask, createCarnotClient, testRefusals } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";

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

/** A car of the fleet whose oil is changed every year, for the last time in January 2025. */
async function createServicedCar() {
  const { id: vehicleId } = await insertVehicle(database.orm, fleet.accountId);
  const plan = { vehicleId, name: "Oil", everyMonths: 12, lastOn: "2025-01-15", lastKm: 80_000 };
  const { id: planId } = await createServicePlan({ db: database.orm, now: () => now }, fleet.system, plan);
  return { vehicleId, planId };
}

describe("GET /cars/{id}/servicing", () => {
  testRefusals(() => ({ ask, path: (id) => `/cars/${id}/servicing`, foreignId: foreign.vehicleId }));

  test("200: plans with when they are due, and what was done", async () => {
    const { vehicleId, planId } = await createServicedCar();
    expect((await ask(`/cars/${vehicleId}/servicing/`)).body).toEqual({
      plans: [
        {
          id: planId,
          name: "Oil",
          every_km: null,
          every_months: 12,
          every_engine_hours: null,
          last_date: "2025-01-15",
          last_odometer: 80_000,
          state: "overdue",
          due_date: "2026-01-15",
          forecast: false,
          due_odometer: null,
        },
      ],
      records: [
        {
          id: expect.any(Number),
          plan: planId,
          name: "Oil",
          date: "2025-01-15",
          odometer: 80_000,
          engine_hours: null,
          cost: null,
          currency: null,
          done_by: null,
          note: null,
        },
      ],
    });
  });

  test("200: nothing planned, nothing done", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    expect((await ask(`/cars/${id}/servicing`)).body).toEqual({ plans: [], records: [] });
  });
});

describe("POST /cars/{id}/servicing", () => {
  testRefusals(() => ({ ask: write, path: (id) => `/cars/${id}/servicing`, foreignId: foreign.vehicleId, post: { name: "Tyres" } }));

  test("200: the work of a plan; the next one is counted from it", async () => {
    const { vehicleId, planId } = await createServicedCar();
    const post = { plan: planId, date: "2026-03-01", odometer: 95_000.5, cost: 120.5, currency: "inr", done_by: "Bo", note: "5W-30" };
    const { status, body } = await write(`/cars/${vehicleId}/servicing/`, { post });
    expect(status).toBe(200);
    const listed = (await ask(`/cars/${vehicleId}/servicing`)).body;
    const record = {
      plan: planId,
      name: "Oil",
      date: "2026-03-01",
      odometer: 95_000.5,
      cost: 120.5,
      currency: "INR",
      done_by: "Bo",
      note: "5W-30",
    };
    expect(listed).toMatchObject({
      plans: [{ state: "later", due_date: "2027-03-01" }],
      records: [{ ...record, ...(body as object) }, {}],
    });
  });

  test("200: work no plan asked for, today", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    await write(`/cars/${id}/servicing`, { post: { name: "Tyres" } });
    expect((await ask(`/cars/${id}/servicing`)).body).toMatchObject({ records: [{ plan: null, name: "Tyres", date: "2026-03-02" }] });
  });

  test("403 for a key that may only read, and for a driver", async () => {
    const path = `/cars/${fleet.vehicleId}/servicing`;
    expect((await ask(path, { post: { name: "Tyres" } })).status).toBe(403);
    const asDriver = { key: null, headers: { apikey: fleet.writeKey, authorization: `Token ${fleet.login}` } };
    expect((await ask(path, { ...asDriver, post: { name: "Tyres" } })).body).toEqual({ status: false, message: "You may not do this." });
  });

  test("404 for another car's plan", async () => {
    const { planId } = await createServicedCar();
    const { vehicleId } = await createServicedCar();
    const { status, body } = await write(`/cars/${vehicleId}/servicing`, { post: { plan: planId } });
    expect([status, body]).toEqual([404, { detail: "No such service plan." }]);
  });

  test.each([{}, { name: "Tyres", date: "tomorrow" }, { name: "Tyres", date: "2026-04-01" }, { name: "Tyres", cost: -1 }])(
    "400: %j",
    async (post) => {
      expect((await write(`/cars/${fleet.vehicleId}/servicing`, { post })).status).toBe(400);
    },
  );
});
