import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { createCredentialReader } from "#server/auth/api-credentials.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import { removeMember, setRole } from "#server/commands/accounts/memberships.ts";
import { setUserDisabled } from "#server/commands/accounts/users.ts";
import { createApiKey } from "./api-keys.ts";

let database: TestDatabase;
let now: Date;
const deps = () => ({ db: database.orm, now: () => now });
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  now = new Date("2026-03-10T12:00:00Z");
});

/** An account with an owner, and a manager who made keys of each kind. */
async function createFleet() {
  const { id: accountId } = await insertAccount(database.orm);
  const owner = await insertUser(database.orm, accountId, "owner");
  const manager = await insertUser(database.orm, accountId, "manager");
  const viewer = await insertUser(database.orm, accountId, "viewer");
  const asOwner = await scopeForUser(database.orm, owner.id, accountId);
  const asManager = await scopeForUser(database.orm, manager.id, accountId);
  const make = (access: "read" | "write", userId: number | null = null) =>
    createApiKey(deps(), asManager, { name: access, family: "carnot", access, userId });
  const keys = { write: await make("write"), read: await make("read"), personal: await make("write", manager.id) };
  const ownersKey = await createApiKey(deps(), asOwner, { name: "owner's", family: "carnot", access: "write" });
  return { accountId, owner, manager, viewer, asOwner, asManager, keys, ownersKey };
}

/** "ok", or what the program hears. */
const ask = ({ token }: { token: string }) =>
  createCredentialReader(deps())("api_key", "carnot", token).then(
    () => "ok",
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

describe("a key expires", () => {
  it("a year after it was made, unless its maker says otherwise", async () => {
    const { keys, asManager } = await createFleet();
    expect(keys.write.expiresAt).toEqual(new Date("2027-03-10T12:00:00Z"));
    const make = (days: number | null) => createApiKey(deps(), asManager, { name: "k", family: "carnot", access: "read", days });
    const [month, forever] = [await make(30), await make(null)];
    expect([month.expiresAt, forever.expiresAt]).toEqual([new Date("2026-04-09T12:00:00Z"), null]);
    for (const days of [0, 1.5, 5000]) await expect(make(days)).rejects.toMatchObject({ code: "bad_request" });
    now = new Date("2026-04-09T11:59:59Z");
    expect(await ask(month)).toBe("ok");
    now = new Date("2026-04-09T12:00:00Z");
    expect(await ask(month)).toBe("unauthorized: This API key has expired: make a new one.");
    now = new Date("2040-01-01T00:00:00Z");
    expect(await ask(forever)).toBe("ok");
  });
});

describe("when the maker leaves", () => {
  it("keys for the whole fleet that may write end with the membership; others stay or are the person's own", async () => {
    const { manager, asOwner, keys, ownersKey } = await createFleet();
    await removeMember(deps(), asOwner, { userId: manager.id });
    expect(await ask(keys.write)).toBe("unauthorized: This API key was revoked.");
    expect(await ask(keys.personal)).toBe("unauthorized: This API key was revoked.");
    expect([await ask(keys.read), await ask(ownersKey)]).toEqual(["ok", "ok"]);
  });

  it("they go on when an owner or a manager takes them over, and end when that one leaves", async () => {
    const { accountId, owner, manager, asOwner, keys } = await createFleet();
    await removeMember(deps(), asOwner, { userId: manager.id, handKeysTo: owner.id });
    expect(await ask(keys.write)).toBe("ok");
    const [entry] = await database.sql`select action, subject_name as name, after from audit_entries where action = 'key.handed_over'`;
    expect(entry).toEqual({ action: "key.handed_over", name: "write", after: { hint: keys.write.hint, createdBy: owner.email } });
    await insertUser(database.orm, accountId, "owner");
    await removeMember(deps(), systemScope(accountId, "test"), { userId: owner.id });
    expect(await ask(keys.write)).toBe("unauthorized: This API key was revoked.");
  });

  it("nobody else can take them over, and then the person stays", async () => {
    const { manager, viewer, asOwner, keys } = await createFleet();
    const stranger = await createFleet();
    for (const [handKeysTo, code] of [
      [viewer.id, "bad_request"],
      [manager.id, "not_found"],
      [stranger.owner.id, "not_found"],
    ] as const) {
      await expect(removeMember(deps(), asOwner, { userId: manager.id, handKeysTo })).rejects.toMatchObject({ code });
    }
    expect([await ask(keys.write), await ask(keys.personal)]).toEqual(["ok", "ok"]);
  });

  it("a maker who may no longer make such keys is one who leaves; one who is disabled takes them out of use meanwhile", async () => {
    const { manager, asOwner, keys } = await createFleet();
    await setUserDisabled(deps(), asOwner, { userId: manager.id, disabled: true });
    expect(await ask(keys.write)).toMatch(/^unauthorized: This API key does not work while/);
    await setUserDisabled(deps(), asOwner, { userId: manager.id, disabled: false });
    expect(await ask(keys.write)).toBe("ok");
    await setRole(deps(), asOwner, { userId: manager.id, role: "owner" });
    expect(await ask(keys.write)).toBe("ok");
    await setRole(deps(), asOwner, { userId: manager.id, role: "viewer" });
    expect(await ask(keys.write)).toBe("unauthorized: This API key was revoked.");
  });
});
