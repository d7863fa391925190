import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAlertRules } from "#db/queries/alerts/rules.ts";
import { alerts } from "#db/schema/alerts.ts";
import { documents } from "#db/schema/documents.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertVehicle } from "#db/test-factories.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createAccount } from "#server/commands/accounts/accounts.ts";
import { createServicePlan } from "#server/commands/service/plans.ts";
import { completeService } from "#server/commands/service/records.ts";
import { alertKinds } from "#server/domain/alerts/alert.ts";
import { msPerDay } from "#server/domain/time.ts";
import { changeRule } from "./rules.ts";
import { sweepAlerts } from "./run-scheduled-checks.ts";

const nowMs = Date.parse("2026-03-10T12:00:00Z");
const depsAt = (days: number) => ({ db: database.orm, now: () => new Date(nowMs + days * msPerDay) });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function createFleet() {
  const { id: accountId } = await insertAccount(database.orm);
  const vehicle = await insertVehicle(database.orm, accountId);
  return {
    accountId,
    vehicle,
    scope: systemScope(accountId, "test"),
    alerts: () => database.orm.select().from(alerts).where(eq(alerts.accountId, accountId)).orderBy(asc(alerts.id)),
  };
}

describe("what is due", () => {
  test("of papers is told ahead and again after each cooldown, until they are renewed", async () => {
    const { accountId, vehicle, scope, alerts: raised } = await createFleet();
    const driver = await insertDriver(database.orm, accountId);
    const paper = { accountId, kind: "insurance" as const, number: "P-1" };
    const [insurance] = await database.orm
      .insert(documents)
      .values([
        { ...paper, vehicleId: vehicle.id, expiresOn: "2026-04-01" },
        { ...paper, vehicleId: vehicle.id, kind: "pollution", expiresOn: "2026-06-01" },
        { ...paper, driverId: driver.id, kind: "licence", expiresOn: "2026-03-01" },
      ])
      .returning();
    await sweepAlerts(depsAt(0));
    await sweepAlerts(depsAt(0));
    await sweepAlerts(depsAt(1));
    const told = await raised();
    expect(told.map(({ kind, vehicleId, driverId, facts }) => ({ kind, vehicleId, driverId, facts }))).toEqual(
      expect.arrayContaining([
        {
          kind: "document_due",
          vehicleId: vehicle.id,
          driverId: null,
          facts: { documentId: insurance?.id, document: "insurance", dueOn: "2026-04-01" },
        },
        {
          kind: "document_due",
          vehicleId: null,
          driverId: driver.id,
          facts: { documentId: expect.any(Number), document: "licence", dueOn: "2026-03-01" },
        },
      ]),
    );
    expect(told.map(({ repeats }) => repeats)).toEqual([0, 0]);
    await database.orm.update(documents).set({ expiresOn: "2027-04-01" }).where(eq(documents.driverId, driver.id));
    await sweepAlerts(depsAt(7));
    await sweepAlerts(depsAt(7));
    expect((await raised()).slice(2)).toMatchObject([{ vehicleId: vehicle.id, repeats: 0, logOnlyReason: null }]);
    const rule = (await listAlertRules(database.orm, scope)).find(({ kind }) => kind === "document_due");
    await changeRule(depsAt(14), scope, { ruleId: rule?.id ?? 0, enabled: false });
    await sweepAlerts(depsAt(14));
    expect(await raised()).toHaveLength(3);
  });

  test("of services is told as far ahead as the rule says, until they are done", async () => {
    const { vehicle, scope, alerts: raised } = await createFleet();
    const plan = await createServicePlan(depsAt(0), scope, { vehicleId: vehicle.id, name: "Oil", everyMonths: 1, lastOn: "2026-02-20" });
    await createServicePlan(depsAt(0), scope, { vehicleId: vehicle.id, name: "Tyres", everyMonths: 6, lastOn: "2026-02-20" });
    await sweepAlerts(depsAt(0));
    expect(await raised()).toMatchObject([
      { kind: "service_due", vehicleId: vehicle.id, facts: { planId: plan.id, service: "Oil", dueOn: "2026-03-20", dueKm: null } },
    ]);
    await completeService(depsAt(1), scope, { planId: plan.id });
    await sweepAlerts(depsAt(8));
    expect(await raised()).toHaveLength(1);
  });
});

describe("every account has rules", () => {
  test("from the moment it is made, or from the next sweep on", async () => {
    const made = await createAccount(depsAt(0), { kind: "system", reason: "test" }, { name: "Made" });
    const old = await createFleet();
    const kindsOf = async (accountId: number) =>
      (await listAlertRules(database.orm, systemScope(accountId, "test"))).map(({ kind }) => kind);
    expect(await kindsOf(made.id)).toEqual([...alertKinds]);
    expect(await kindsOf(old.accountId)).toEqual([]);
    await sweepAlerts(depsAt(0));
    await sweepAlerts(depsAt(0));
    expect(await kindsOf(old.accountId)).toEqual([...alertKinds]);
    expect(await kindsOf(made.id)).toEqual([...alertKinds]);
  });
});
