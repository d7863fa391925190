import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertAccount, insertDriver, insertTestDocument, insertUser, insertVehicle } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import type { Scope } from "#server/domain/scope.ts";
import { documentsRouter } from "./documents.ts";
import { createCallerFactory, type TrpcContext } from "./init.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function callAs(scope: Scope | null) {
  const person = { userId: 1, role: "viewer", name: "Ada", email: "ada@fleet.example", units: "metric", timeZone: null } as const;
  const context: TrpcContext = {
    deps: { db: database.orm, now: () => new Date("2026-03-02T18:00:00Z") },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session: scope && { ...person, accountId: scope.accountId },
    scope,
  };
  return createCallerFactory(documentsRouter)(context);
}

async function createFleet() {
  const { orm } = database;
  const { id: accountId } = await insertAccount(orm);
  const scopeOf = async (role: "manager" | "viewer") => scopeForUser(orm, (await insertUser(orm, accountId, role)).id);
  const user = await insertUser(orm, accountId, "driver");
  const driver = await insertDriver(orm, accountId, { userId: user.id });
  const vehicle = await insertVehicle(orm, accountId, { name: "Van" });
  await assignTestDriver(orm, accountId, { driverId: driver.id, vehicleId: vehicle.id });
  await insertTestDocument(orm, accountId, { vehicleId: vehicle.id, kind: "insurance" });
  const aside = { kind: "insurance", removedAt: new Date("2026-03-01") } as const;
  const removed = await insertTestDocument(orm, accountId, { vehicleId: vehicle.id, ...aside });
  return {
    driver,
    vehicle,
    removed,
    manager: await scopeOf("manager"),
    viewer: await scopeOf("viewer"),
    asDriver: await scopeForUser(orm, user.id),
  };
}

describe("the documents of the screens' API", () => {
  test("says what one may write, and shows what can be taken back only to those who may", async () => {
    const { driver, vehicle, removed, manager, viewer, asDriver } = await createFleet();
    const managed = await callAs(manager).list({ vehicleId: vehicle.id });
    expect(managed).toMatchObject({ name: "Van", writable: [...documentKinds], removed: [{ id: removed.id }] });
    for (const scope of [viewer, asDriver]) {
      const read = await callAs(scope).list({ vehicleId: vehicle.id });
      expect(read).toMatchObject({ documents: [{ kind: "insurance" }], writable: [], removed: [] });
    }
    expect((await callAs(asDriver).list({ driverId: driver.id })).writable).toEqual(["licence"]);
  });

  test("NOT_FOUND for another account's car and driver, and FORBIDDEN for readers who write", async () => {
    const [mine, other] = [await createFleet(), await createFleet()];
    for (const owner of [{ vehicleId: mine.vehicle.id }, { driverId: mine.driver.id }]) {
      await expect(callAs(other.manager).list(owner)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await callAs(mine.manager).restore({ documentId: mine.removed.id });
    await expect(callAs(other.manager).remove({ documentId: mine.removed.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(callAs(mine.viewer).remove({ documentId: mine.removed.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("UNAUTHORIZED without a session", async () => {
    const nobody = callAs(null);
    const facts = { number: null, note: null, issuedOn: null, expiresOn: null };
    const calls = [
      () => nobody.list({ vehicleId: 1 }),
      () => nobody.change({ documentId: 1, ...facts }),
      () => nobody.remove({ documentId: 1 }),
      () => nobody.restore({ documentId: 1 }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
