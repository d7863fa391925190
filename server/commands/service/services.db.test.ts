import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listServicePlans, listServiceRecords } from "#db/queries/service/services.ts";
import { documents } from "#db/schema/documents.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, insertAccount, insertDriver, insertUser, insertVehicle } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { Scope } from "#server/domain/scope.ts";
import { archiveServicePlan, changeServicePlan, createServicePlan, restoreServicePlan } from "./plans.ts";
import { completeService, recordService, removeServiceRecord } from "./records.ts";

let database: TestDatabase;
let deps: CommandDeps;
let scope: Scope;
let userId: number;
let vehicleId: number;
const at = new Date("2026-03-10T12:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => at };
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { id: accountId } = await insertAccount(deps.db, { timeZone: "Europe/Vienna", currency: "CHF" });
  userId = (await insertUser(deps.db, accountId, "manager", { name: "Ada" })).id;
  scope = await scopeForUser(deps.db, userId, accountId);
  vehicleId = (await insertVehicle(deps.db, accountId, { state: { at, signals: { odometerKm: { value: 52_000, atMs: at.getTime() } } } }))
    .id;
});

const plan = (args: Partial<Parameters<typeof createServicePlan>[2]> = {}) =>
  createServicePlan(deps, scope, { vehicleId, name: "Oil", everyKm: 15_000, ...args });
async function lastOf(planId: number) {
  const plans = await listServicePlans(deps.db, scope, { at, vehicleId });
  const { lastOn, lastKm } = plans.find(({ id }) => id === planId) ?? {};
  return [lastOn, lastKm];
}
const records = () => listServiceRecords(deps.db, scope, { at, vehicleId });

describe("planning work", () => {
  it("counts from today and the odometer as it stands", async () => {
    const { id } = await plan();
    expect(await lastOf(id)).toEqual(["2026-03-10", 52_000]);
    expect(await records()).toEqual([]);
  });

  it("counts from when the work was last done, and notes that it was", async () => {
    const { id } = await plan({ lastOn: "2025-09-10", lastKm: 40_000 });
    expect(await lastOf(id)).toEqual(["2025-09-10", 40_000]);
    expect(await records()).toMatchObject([{ planId: id, name: "Oil", doneOn: "2025-09-10", odometerKm: 40_000, cost: null }]);
    expect(await lastOf((await plan({ lastOn: "2025-09-10" })).id)).toEqual(["2025-09-10", null]);
  });

  it("keeps at least one interval, and days within the calendar", async () => {
    const { id } = await plan();
    const refused = [
      () => plan({ everyKm: null }),
      () => plan({ everyKm: 0 }),
      () => plan({ everyMonths: 1.5 }),
      () => plan({ lastOn: "2026-02-30" }),
      () => plan({ lastOn: "2026-03-12" }),
      () => changeServicePlan(deps, scope, { planId: id, everyKm: null }),
      () => changeServicePlan(deps, scope, { planId: id }),
    ];
    for (const run of refused) await expect(run()).rejects.toMatchObject({ code: "bad_request" });
    expect(await changeServicePlan(deps, scope, { planId: id, everyKm: null, everyMonths: 6, name: "Oil change" })).toMatchObject({
      everyKm: null,
      everyMonths: 6,
      name: "Oil change",
      lastKm: 52_000,
    });
  });

  it("is set aside and taken up again", async () => {
    const { id } = await plan();
    await archiveServicePlan(deps, scope, { planId: id });
    expect(await listServicePlans(deps.db, scope, { at, vehicleId })).toEqual([]);
    await restoreServicePlan(deps, scope, { planId: id });
    expect(await lastOf(id)).toEqual(["2026-03-10", 52_000]);
  });
});

describe("completing a service", () => {
  it("notes who, when, odometer and cost, and counts on from there", async () => {
    const { id } = await plan({ lastOn: "2025-03-01", lastKm: 30_000 });
    const [bill] = await deps.db
      .insert(documents)
      .values({ accountId: scope.accountId, vehicleId, kind: "service_bill", number: "R-1" })
      .returning();
    const documentId = bill?.id ?? 0;
    await completeService(deps, scope, { planId: id, cost: 189.5, note: " filter too\r\nok ", doneBy: "Garage Huber", documentId });
    expect((await records())[0]).toMatchObject({
      name: "Oil",
      doneOn: "2026-03-10",
      odometerKm: 52_000,
      cost: 189.5,
      currency: "CHF",
      note: "filter too\nok",
      doneBy: "Garage Huber",
      recordedBy: { id: userId, name: "Ada" },
      bill: { id: documentId, number: "R-1" },
    });
    const [line] = await listServicePlans(deps.db, scope, { at, vehicleId });
    expect(line).toMatchObject({ lastOn: "2026-03-10", lastKm: 52_000, forecast: { state: "later", dueKm: 67_000, km: { used: 0 } } });
  });

  it("done earlier than the last time does not move the plan back", async () => {
    const { id } = await plan({ lastOn: "2025-12-01", lastKm: 48_000 });
    await completeService(deps, scope, { planId: id, doneOn: "2025-06-01", odometerKm: 41_000 });
    expect(await lastOf(id)).toEqual(["2025-12-01", 48_000]);
  });

  it("done before the plan was made moves a plan that nothing was known of", async () => {
    const { id } = await plan();
    await completeService(deps, scope, { planId: id, doneOn: "2025-06-01", odometerKm: 41_000 });
    expect(await lastOf(id)).toEqual(["2025-06-01", 41_000]);
  });

  it("does not guess the odometer of another day, nor take a day that has not begun or another car's bill", async () => {
    const { id } = await plan({ lastOn: "2025-03-01" });
    expect(await completeService(deps, scope, { planId: id, doneOn: "2026-03-09" })).toMatchObject({ odometerKm: null, currency: null });
    // Already tomorrow where the day begins first.
    await completeService(deps, scope, { planId: id, doneOn: "2026-03-11" });
    await expect(completeService(deps, scope, { planId: id, doneOn: "2026-03-12" })).rejects.toMatchObject({ code: "bad_request" });
    const other = await insertVehicle(deps.db, scope.accountId);
    const [paper] = await deps.db
      .insert(documents)
      .values({ accountId: scope.accountId, vehicleId: other.id, kind: "service_bill" })
      .returning();
    const wrong = completeService(deps, scope, { planId: id, documentId: paper?.id ?? 0 });
    await expect(wrong).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("taking work back", () => {
  it("lets the plan count from the time before, then from when it was made; noting it again undoes that", async () => {
    const { id } = await plan({ lastOn: "2025-03-01", lastKm: 30_000 });
    const second = await completeService(deps, scope, { planId: id, cost: 100, currency: "eur" });
    const older = await completeService(deps, scope, { planId: id, doneOn: "2024-01-01", odometerKm: 10 });
    await removeServiceRecord(deps, scope, { recordId: older.id });
    expect(await lastOf(id)).toEqual(["2026-03-10", 52_000]);
    await removeServiceRecord(deps, scope, { recordId: second.id });
    expect(await lastOf(id)).toEqual(["2025-03-01", 30_000]);
    const [first] = await records();
    const removed = await removeServiceRecord(deps, scope, { recordId: first?.id ?? 0 });
    expect(await lastOf(id)).toEqual(["2026-03-10", null]);
    await completeService(deps, scope, { planId: id, doneOn: removed.doneOn, odometerKm: removed.odometerKm });
    expect(await lastOf(id)).toEqual(["2025-03-01", 30_000]);
    expect(second.currency).toBe("EUR");
  });

  it("of no plan is just gone", async () => {
    const { id } = await recordService(deps, scope, { vehicleId, name: "New windscreen", cost: 300 });
    expect(await records()).toMatchObject([{ planId: null, name: "New windscreen", cost: 300, odometerKm: 52_000 }]);
    await removeServiceRecord(deps, scope, { recordId: id });
    expect(await records()).toEqual([]);
    await expect(removeServiceRecord(deps, scope, { recordId: id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("reading plans and records", () => {
  it("is for those who have the car now", async () => {
    await plan({ lastOn: "2025-03-01" });
    const driver = await insertDriver(deps.db, scope.accountId);
    const mine = driverScope(scope.accountId, [driver.id]);
    const foreign = { ...scope, accountId: (await insertAccount(deps.db)).id };
    for (const asker of [mine, foreign]) {
      await expect(listServicePlans(deps.db, asker, { at, vehicleId })).rejects.toMatchObject({ code: "not_found" });
      await expect(listServiceRecords(deps.db, asker, { at, vehicleId })).rejects.toMatchObject({ code: "not_found" });
      expect(await listServicePlans(deps.db, asker, { at })).toEqual([]);
    }
    await assignTestDriver(deps.db, scope.accountId, { driverId: driver.id, vehicleId });
    expect(await listServicePlans(deps.db, mine, { at, vehicleId })).toHaveLength(1);
    expect(await listServiceRecords(deps.db, mine, { at, vehicleId })).toHaveLength(1);
  });
});
