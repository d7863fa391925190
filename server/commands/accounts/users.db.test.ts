import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMember } from "#db/queries/accounts/members.ts";
import { findCredentialsOf, listUsers } from "#db/queries/accounts/users.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { hashPassword, verifyPassword } from "#server/auth/passwords.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { addMember, removeMember, setRole } from "./memberships.ts";
import { changePassword, createUser, setPassword, setUserDisabled, signOutEverywhere, updateProfile } from "./users.ts";

const password = "a phrase for tests";
let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => new Date("2026-03-20T12:00:00Z") };
});
afterAll(() => database.drop());

async function createTeam() {
  const { id: accountId } = await insertAccount(deps.db);
  const owner = await insertUser(deps.db, accountId, "owner");
  const manager = await insertUser(deps.db, accountId, "manager");
  const viewer = await insertUser(deps.db, accountId, "viewer");
  const scope = (user: { id: number }) => scopeForUser(deps.db, user.id, accountId);
  return { accountId, owner, manager, viewer, scope, system: systemScope(accountId, "test") };
}

const sessionVersion = async (userId: number) => (await findCredentialsOf(deps.db, userId))?.sessionVersion;

describe("creating a user", () => {
  it("stores the address in lower case and a hash that verifies", async () => {
    const { system, accountId } = await createTeam();
    const user = await createUser(deps, system, { email: " Ann.B@Motorpool.TEST ", password, role: "driver" });
    expect(user).toMatchObject({ email: "ann.b@motorpool.test", name: "ann.b", role: "driver" });
    expect(user).not.toHaveProperty("passwordHash");
    expect(await findMember(deps.db, user.id)).toMatchObject({ accountId, role: "driver", driverIds: [] });
    const stored = (await findCredentialsOf(deps.db, user.id))?.passwordHash ?? null;
    expect(await verifyPassword(password, stored)).toMatchObject({ ok: true });
    await expect(createUser(deps, system, { email: "ANN.B@motorpool.test", password, role: "driver" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it.each(["owner", "manager"] as const)("as %s is beyond a manager", async (role) => {
    const { manager, scope } = await createTeam();
    const args = { email: "x@motorpool.test", password, role };
    await expect(createUser(deps, await scope(manager), args)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("takes no columns but its own", async () => {
    const { system } = await createTeam();
    const args = { email: "y@motorpool.test", password, role: "driver" as const, accountId: 1, sessionVersion: 9 };
    await expect(createUser(deps, system, args)).rejects.toMatchObject({ code: "bad_request" });
  });
});

describe("the people above a manager", () => {
  it("cannot be changed by one", async () => {
    const { owner, manager, scope } = await createTeam();
    const asManager = await scope(manager);
    const attempts = [
      () => setPassword(deps, asManager, { userId: owner.id, password }),
      () => setUserDisabled(deps, asManager, { userId: owner.id, disabled: true }),
      () => setRole(deps, asManager, { userId: owner.id, role: "viewer" }),
      () => setRole(deps, asManager, { userId: manager.id, role: "owner" }),
      () => removeMember(deps, asManager, { userId: owner.id }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are never fewer than one owner", async () => {
    const { owner, system } = await createTeam();
    const attempts = [
      () => setUserDisabled(deps, system, { userId: owner.id, disabled: true }),
      () => setRole(deps, system, { userId: owner.id, role: "viewer" }),
      () => removeMember(deps, system, { userId: owner.id }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  });

  it("cannot both step down at once", async () => {
    const { accountId, owner, system } = await createTeam();
    const second = await insertUser(deps.db, accountId, "owner");
    const results = await Promise.allSettled([owner, second].map(({ id }) => setRole(deps, system, { userId: id, role: "viewer" })));
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("someone in two accounts", () => {
  it("keeps password and access when an owner of one would change them", async () => {
    const { viewer } = await createTeam();
    const other = await createTeam();
    await addMember(deps, await other.scope(other.owner), { email: viewer.email, role: "driver" });
    const asOwner = await other.scope(other.owner);
    await expect(setPassword(deps, asOwner, { userId: viewer.id, password })).rejects.toMatchObject({ code: "forbidden" });
    await expect(setUserDisabled(deps, asOwner, { userId: viewer.id, disabled: true })).rejects.toMatchObject({ code: "forbidden" });
    await removeMember(deps, asOwner, { userId: viewer.id });
    expect(await findMember(deps.db, viewer.id, other.accountId)).toBeNull();
    expect(await findMember(deps.db, viewer.id)).not.toBeNull();
  });
});

describe("sessions end", () => {
  it("with a new password, when a user is disabled, and everywhere on request", async () => {
    const { accountId, viewer, system, scope } = await createTeam();
    await setPassword(deps, system, { userId: viewer.id, password });
    expect(await sessionVersion(viewer.id)).toBe(2);
    await signOutEverywhere(deps, await scope(viewer));
    expect(await sessionVersion(viewer.id)).toBe(3);
    await setUserDisabled(deps, system, { userId: viewer.id, disabled: true });
    expect(await sessionVersion(viewer.id)).toBe(4);
    expect(await findMember(deps.db, viewer.id, accountId)).toBeNull();
    await setUserDisabled(deps, system, { userId: viewer.id, disabled: false });
    expect(await findMember(deps.db, viewer.id, accountId)).not.toBeNull();
  });
});

describe("one's own", () => {
  it("password changes with the current one only", async () => {
    const { accountId } = await createTeam();
    const user = await insertUser(deps.db, accountId, "viewer", { passwordHash: await hashPassword(password) });
    const self = await scopeForUser(deps.db, user.id);
    const wrong = { currentPassword: "not the phrase", newPassword: "another phrase" };
    await expect(changePassword(deps, self, wrong)).rejects.toMatchObject({ code: "bad_request" });
    await expect(changePassword(deps, self, { currentPassword: password, newPassword: "short" })).rejects.toMatchObject({
      code: "bad_request",
    });
    expect(await sessionVersion(user.id)).toBe(1);
    await changePassword(deps, self, { currentPassword: password, newPassword: "another phrase" });
    expect(await sessionVersion(user.id)).toBe(2);
  });

  it("password cannot be guessed from a browser that is signed in", async () => {
    const { accountId } = await createTeam();
    const user = await insertUser(deps.db, accountId, "viewer", { passwordHash: await hashPassword(password) });
    const self = await scopeForUser(deps.db, user.id);
    for (let guess = 0; guess < 6; guess++) {
      const args = { currentPassword: `guess ${guess}`, newPassword: "another phrase" };
      await expect(changePassword(deps, self, args)).rejects.toMatchObject({ code: "bad_request" });
    }
    const right = { currentPassword: password, newPassword: "another phrase" };
    await expect(changePassword(deps, self, right)).rejects.toMatchObject({ code: "rate_limited", retryAfterS: 1 });
    await changePassword({ ...deps, now: () => new Date(deps.now().getTime() + 1000) }, self, right);
  });

  it("profile takes what it may hold and nothing else", async () => {
    const { viewer, scope } = await createTeam();
    const self = await scope(viewer);
    const changed = await updateProfile(deps, self, { name: " Vera ", units: "imperial", timeZone: "America/Chicago" });
    expect(changed).toMatchObject({ name: "Vera", units: "imperial", timeZone: "America/Chicago" });
    expect(await updateProfile(deps, self, { timeZone: null })).toMatchObject({ name: "Vera", timeZone: null });
    const wrong: object[] = [
      { timeZone: "Nowhere/Else" },
      { name: "" },
      { role: "owner" },
      { email: "z@motorpool.test" },
      { disabledAt: null },
      {},
    ];
    for (const args of wrong) await expect(updateProfile(deps, self, args)).rejects.toMatchObject({ code: "bad_request" });
  });

  it("entry is all that someone sees who manages nobody", async () => {
    const { viewer, manager, scope, system } = await createTeam();
    expect(await listUsers(deps.db, await scope(viewer))).toMatchObject([{ id: viewer.id, role: "viewer" }]);
    expect(await listUsers(deps.db, await scope(manager))).toHaveLength(3);
    expect(await listUsers(deps.db, system)).toHaveLength(3);
  });
});
