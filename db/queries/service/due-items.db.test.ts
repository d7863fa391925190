import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { dtcEpisodes } from "#db/schema/health.ts";
import { servicePlans } from "#db/schema/service.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { lowBatteryV } from "#server/domain/health/battery.ts";
import { listDueItems } from "./due-items.ts";

const at = new Date("2026-03-10T12:00:00Z");
let database: TestDatabase;
let accountId: number;
let vehicleId: number;
let driverId: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { orm } = database;
  accountId = (await insertAccount(orm)).id;
  vehicleId = (await insertVehicle(orm, accountId, { name: "Golf" })).id;
  driverId = (await insertDriver(orm, accountId, { name: "Ann" })).id;
});

async function addPaper(kind: DocumentKind, expiresOn: string | null, values: Partial<typeof documents.$inferInsert> = {}) {
  const owner = values.driverId === undefined ? { vehicleId } : {};
  await database.orm.insert(documents).values({ accountId, ...owner, kind, expiresOn, ...values });
}

async function addPlan(values: Partial<typeof servicePlans.$inferInsert> = {}) {
  await database.orm.insert(servicePlans).values({ accountId, vehicleId, name: "Oil", lastOn: "2026-01-01", ...values });
}

async function addCode(values: Partial<typeof dtcEpisodes.$inferInsert> = {}) {
  await database.orm.insert(dtcEpisodes).values({ accountId, vehicleId, code: "P0420", status: "stored", openedAt: at, ...values });
}

async function listed(scope = fleetScope(accountId), args: { vehicleId?: number } = {}) {
  const items = await listDueItems(database.orm, scope, { at, daysAhead: 30, ...args });
  return items.map(({ state, title, dueOn }) => [state, title, dueOn].filter((part) => part !== null).join(" "));
}

describe("listDueItems", () => {
  test("is empty for a fleet that nothing is known of", async () => {
    expect(await listed()).toEqual([]);
  });

  test("sorts overdue, soon and later across kinds", async () => {
    await addPaper("insurance", "2026-03-09");
    await addPaper("registration", "2026-03-10");
    await addPaper("pollution", "2027-01-01");
    await addPlan({ everyMonths: 3 });
    await addPlan({ name: "Brakes", everyKm: 30_000 });
    await addCode();
    await database.sql`insert into vehicle_states (vehicle_id, account_id, at, received_at, signals)
      values (${vehicleId}, ${accountId}, now(), now(), ${database.sql.json({ batteryV: { value: 11.2, atMs: 1 } })})`;
    expect(await listed()).toEqual([
      "overdue insurance 2026-03-09",
      "overdue ",
      "overdue P0420",
      "soon registration 2026-03-10",
      "soon Oil 2026-04-01",
      "later pollution 2027-01-01",
      "later Brakes",
    ]);
  });

  test("a voltage that a starter draws down is no empty battery", async () => {
    const signals = { batteryV: { value: 10.9, atMs: 5000 }, ignition: { value: true, atMs: 4000 } };
    await database.sql`insert into vehicle_states (vehicle_id, account_id, at, received_at, signals)
      values (${vehicleId}, ${accountId}, now(), now(), ${database.sql.json(signals)})`;
    expect(await listed()).toEqual([]);
  });

  test("the day is the account's own", async () => {
    await database.sql`update accounts set time_zone = 'Pacific/Auckland' where id = ${accountId}`;
    await addPaper("insurance", "2026-03-10");
    expect(await listed()).toEqual(["overdue insurance 2026-03-10"]);
  });

  test("forecasts a service from the trips of the last days", async () => {
    // 50 km a day for 50 days: 2,450 km since 20 January, 7,550 km and 151 days to go by the newest rate.
    for (let day = 1; day <= 50; day++) {
      const startedAt = new Date(at.getTime() - day * 86_400_000);
      await insertTrip(database.orm, { accountId, vehicleId, startedAt, distanceM: 50_000 });
    }
    await addPlan({ everyKm: 10_000, lastOn: "2026-01-19", lastKm: 80_000 });
    const [item] = await listDueItems(database.orm, fleetScope(accountId), { at, daysAhead: 30 });
    expect(item).toEqual({
      kind: "service",
      state: "later",
      vehicle: { id: vehicleId, name: "Golf" },
      driver: null,
      refId: expect.any(Number),
      title: "Oil",
      dueOn: "2026-08-08",
      forecast: true,
      dueKm: 90_000,
    });
  });

  test("leaves out what is set aside, closed, renewed, charged or without a day", async () => {
    await addPaper("insurance", null);
    await addPaper("registration", "2026-03-01", { removedAt: at });
    await addPaper("pollution", "2026-03-01", { issuedOn: "2025-09-01" });
    await addPaper("pollution", "2026-09-01", { issuedOn: "2026-02-20" });
    await addPlan({ everyMonths: 1, archivedAt: at });
    await addCode({ status: "cleared", closedAt: at });
    await addCode({ code: "P0171", status: "pending" });
    await database.sql`insert into vehicle_states (vehicle_id, account_id, at, received_at, signals)
      values (${vehicleId}, ${accountId}, now(), now(), ${database.sql.json({ batteryV: { value: lowBatteryV, atMs: 1 } })})`;
    expect(await listed()).toEqual(["later pollution 2026-09-01"]);
  });

  test("two papers of a kind that run side by side are both due", async () => {
    await addPaper("insurance", "2026-03-20", { issuedOn: "2025-03-21" });
    await addPaper("insurance", "2026-09-30", { issuedOn: "2025-10-01" });
    expect(await listed()).toEqual(["soon insurance 2026-03-20", "later insurance 2026-09-30"]);
  });

  test("drivers see the cars they have now and their own papers, nobody another account's", async () => {
    const other = await insertDriver(database.orm, accountId);
    await addPaper("insurance", "2026-03-20");
    await addPaper("licence", "2026-03-21", { driverId });
    await addPaper("licence", "2026-03-22", { driverId: other.id });
    await addCode();
    await addPlan({ everyMonths: 3 });
    const mine = driverScope(accountId, [driverId]);
    expect(await listed(mine)).toEqual(["soon licence 2026-03-21"]);
    await assignTestDriver(database.orm, accountId, { driverId, vehicleId, validTo: new Date(at.getTime() + 1) });
    expect(await listed(mine)).toEqual(["overdue P0420", "soon insurance 2026-03-20", "soon licence 2026-03-21", "soon Oil 2026-04-01"]);
    expect(await listed(mine, { vehicleId })).not.toContain("soon licence 2026-03-21");
    expect(await listed(driverScope(accountId, []))).toEqual([]);
    const foreign = fleetScope((await insertAccount(database.orm)).id);
    expect(await listed(foreign)).toEqual([]);
    await expect(listed(foreign, { vehicleId })).rejects.toMatchObject({ code: "not_found" });
  });
});
