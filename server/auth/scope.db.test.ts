import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertUser } from "#db/test-factories.ts";
import { canManage } from "#server/domain/scope.ts";
import { deviceScope, scopeForUser, systemScope } from "./scope.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("the scope of a user", () => {
  it.each([
    ["owner", true],
    ["manager", true],
    ["viewer", false],
  ] as const)("who is %s: the whole fleet, managing it: %s", async (role, manages) => {
    const { id: accountId } = await insertAccount(database.orm);
    const { id: userId } = await insertUser(database.orm, accountId, role);
    const scope = await scopeForUser(database.orm, userId);
    expect(scope).toEqual({ actor: { kind: "user", userId, role }, accountId, driverIds: "all" });
    expect(canManage(scope)).toBe(manages);
  });

  it("who drives: what belongs to the driver they are in this account, at first nothing", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const { id: otherId } = await insertAccount(database.orm);
    const { id: userId } = await insertUser(database.orm, accountId, "driver");
    await insertDriver(database.orm, otherId, { userId });
    await insertDriver(database.orm, accountId);
    expect((await scopeForUser(database.orm, userId)).driverIds).toEqual([]);
    const driver = await insertDriver(database.orm, accountId, { userId });
    const scope = await scopeForUser(database.orm, userId, accountId);
    expect(scope.driverIds).toEqual([driver.id]);
    expect(canManage(scope)).toBe(false);
  });

  it("is refused when the user is unknown, disabled, or of another account", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const { id: otherId } = await insertAccount(database.orm);
    const { id: userId } = await insertUser(database.orm, accountId, "owner");
    const { id: disabledId } = await insertUser(database.orm, accountId, "owner", { disabledAt: new Date() });
    for (const [user, account] of [[999_999], [disabledId], [userId, otherId]] as const) {
      await expect(scopeForUser(database.orm, user ?? 0, account)).rejects.toMatchObject({ code: "unauthorized" });
    }
  });
});

describe("other scopes", () => {
  it("let the system manage all and an adapter see nothing", () => {
    expect(canManage(systemScope(1, "test"))).toBe(true);
    expect(canManage(deviceScope(1, 2))).toBe(false);
    expect(deviceScope(1, 2)).toEqual({ actor: { kind: "device", deviceId: 2 }, accountId: 1, driverIds: [] });
  });
});
