import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertUser } from "#db/test-factories.ts";
import { createCredentialReader } from "#server/auth/api-credentials.ts";
import { systemScope } from "#server/auth/scope.ts";
import { changeDriver } from "#server/commands/accounts/drivers.ts";
import { insertLogin } from "#server/commands/accounts/insert-login.ts";
import { removeMember } from "#server/commands/accounts/memberships.ts";
import { setUserDisabled } from "#server/commands/accounts/users.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { revokeToken } from "#server/commands/vehicles/device-tokens.ts";
import { createEventBus } from "#server/events/bus.ts";
import { createCarnotAuth } from "./auth.ts";

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

/** An account with a person who drives, a key of each kind, and a login. */
async function createFleet() {
  const { id: accountId } = await insertAccount(database.orm);
  const system = systemScope(accountId, "test");
  const user = await insertUser(database.orm, accountId, "driver");
  const driver = await insertDriver(database.orm, accountId, { userId: user.id });
  const key = (access: "read" | "write", userId?: number) =>
    createApiKey(deps(), system, { name: "App", family: "carnot", access, userId: userId ?? null });
  const logIn = (userId: number) => database.orm.transaction((tx) => insertLogin(tx, system, { userId, family: "carnot", at: now }));
  const [read, write, personal, token] = [await key("read"), await key("write"), await key("write", user.id), await logIn(user.id)];
  return { accountId, system, user, driver, key, logIn, read, write, personal, token };
}

interface Asked {
  authorization?: string;
  apikey?: string;
  method?: string;
  withoutUser?: boolean;
}

const toRequest = ({ authorization, apikey, method = "GET" }: Asked) =>
  new Request("http://localhost/api/carnot/cars", {
    method,
    headers: { ...(authorization !== undefined && { authorization }), ...(apikey !== undefined && { apikey }) },
  });

/** The scope, or the code and text of what is wrong. */
async function ask(asked: Asked) {
  return createCarnotAuth(deps())(toRequest(asked), { withoutUser: asked.withoutUser ?? false }).catch(
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
}

describe("a key alone", () => {
  test("sees the whole fleet", async () => {
    const { accountId, read, write } = await createFleet();
    expect(await ask({ authorization: read.token })).toEqual({
      actor: { kind: "key", tokenId: read.id, access: "read" },
      accountId,
      driverIds: "all",
      origin: { kind: "api", network: "unknown", keyId: read.id },
    });
    expect(await ask({ authorization: ` ${write.token} `, method: "POST" })).toMatchObject({ actor: { kind: "key", access: "write" } });
  });

  test("of a person sees what they see, while they may sign in", async () => {
    const { accountId, personal, user, driver, system } = await createFleet();
    expect(await ask({ authorization: personal.token })).toEqual({
      actor: { kind: "user", userId: user.id, role: "driver" },
      accountId,
      driverIds: [driver.id],
      origin: { kind: "api", network: "unknown", keyId: personal.id },
    });
    await setUserDisabled(deps(), system, { userId: user.id, disabled: true });
    expect(await ask({ authorization: personal.token })).toMatch(/^unauthorized/);
    await setUserDisabled(deps(), system, { userId: user.id, disabled: false });
    expect(await ask({ authorization: personal.token })).toMatchObject({ driverIds: [driver.id] });
    await removeMember(deps(), system, { userId: user.id });
    expect(await ask({ authorization: personal.token })).toMatch(/^unauthorized/);
  });

  test("that may only read changes nothing, but lets people sign in", async () => {
    const { read } = await createFleet();
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      expect(await ask({ authorization: read.token, method })).toBe("forbidden: This API key may only read.");
    }
    expect(await ask({ authorization: read.token, method: "HEAD" })).toMatchObject({ driverIds: "all" });
    expect(await ask({ authorization: read.token, method: "POST", withoutUser: true })).toMatchObject({ driverIds: "all" });
  });

  test("is refused when it is missing, mistyped, unknown, revoked, expired, or of another kind or API", async () => {
    const { read, write, token, system } = await createFleet();
    expect(await ask({})).toMatch(/^unauthorized: Send your API key/);
    for (const authorization of ["x", `${read.token}x`, "Bearer x", token, "mpd_x"]) {
      expect(await ask({ authorization })).toMatch(/^unauthorized: This API key is unknown/);
    }
    await database.sql`update tokens set expires_at = ${new Date("2026-03-10T12:00:01Z")} where id = ${read.id}`;
    expect(await ask({ authorization: read.token })).toMatchObject({ driverIds: "all" });
    now = new Date("2026-03-10T12:00:01Z");
    expect(await ask({ authorization: read.token })).toMatch(/^unauthorized: .* has expired/);
    await revokeToken(deps(), system, { tokenId: write.id });
    expect(await ask({ authorization: write.token })).toMatch(/^unauthorized: .* revoked/);
    await database.sql`update tokens set family = 'other', expires_at = null where id = ${read.id}`;
    expect(await ask({ authorization: read.token })).toMatch(/^forbidden/);
  });

  test("after the name of a scheme is refused with the advice to leave that out", async () => {
    const { read, token } = await createFleet();
    for (const scheme of ["Bearer", "bearer", "BEARER ", "Token", "Basic"]) {
      const advice = `unauthorized: Leave out "${scheme.trim()}": an API key is sent alone, as Authorization: mpk_… or as Apikey: mpk_….`;
      expect(await ask({ authorization: `${scheme} ${read.token}` })).toBe(advice);
      expect(await ask({ authorization: `${scheme} ${read.token}`, withoutUser: true, method: "POST" })).toBe(advice);
      expect(await ask({ authorization: `Token ${token}`, apikey: `${scheme} ${read.token}` })).toBe(advice);
    }
    expect(await ask({ authorization: "Bearer mpk_typo" })).toMatch(/^unauthorized: Leave out "Bearer"/);
  });

  test("in Apikey is enough only for signing in and out", async () => {
    const { read } = await createFleet();
    expect(await ask({ apikey: read.token })).toMatch(/^unauthorized: Invalid Token/);
    expect(await ask({ apikey: read.token, withoutUser: true, method: "POST" })).toMatchObject({ actor: { kind: "key" } });
    expect(await ask({ apikey: "x", withoutUser: true, method: "POST" })).toMatch(/^unauthorized/);
    expect(await ask({ withoutUser: true, method: "POST" })).toMatch(/^unauthorized/);
  });
});

describe("a login token with a key", () => {
  test("sees what the person sees", async () => {
    const { accountId, read, write, personal, token, user, driver } = await createFleet();
    const scope = { actor: { kind: "user", userId: user.id, role: "driver" }, accountId, driverIds: [driver.id] };
    for (const { token: apikey } of [read, write, personal]) {
      expect(await ask({ apikey, authorization: `Token ${token}` })).toMatchObject(scope);
    }
    expect(await ask({ apikey: read.token, authorization: `token  ${token}` })).toMatchObject(scope);
    expect(await ask({ apikey: write.token, authorization: `Token ${token}`, method: "POST" })).toMatchObject(scope);
    expect(await ask({ apikey: read.token, authorization: `Token ${token}`, method: "POST" })).toMatch(/^forbidden/);
  });

  test("needs the key, which must be good", async () => {
    const { token } = await createFleet();
    expect(await ask({ authorization: `Token ${token}` })).toMatch(/^unauthorized: .*Apikey/);
    expect(await ask({ authorization: `Token ${token}`, apikey: "x" })).toMatch(/^unauthorized: This API key is unknown/);
  });

  test("is refused as Invalid Token when it is malformed, unknown, ended, idle, or of another account or person", async () => {
    const { read, token, key, logIn, system, accountId } = await createFleet();
    const other = await createFleet();
    const stranger = await insertUser(database.orm, accountId, "viewer");
    const refused = /^unauthorized: Invalid Token/;
    for (const bad of ["", " ", " x", ` ${"0".repeat(40)}`, ` ${token} ${token}`, ` ${other.token}`]) {
      expect(await ask({ apikey: read.token, authorization: `Token${bad}` })).toMatch(refused);
    }
    const strangers = await key("write", stranger.id);
    expect(await ask({ apikey: strangers.token, authorization: `Token ${token}` })).toMatch(refused);
    const login = { apikey: read.token, authorization: `Token ${token}` };
    now = new Date("2026-06-08T11:58:00Z");
    expect(await ask(login)).toMatchObject({ accountId });
    now = new Date("2026-09-06T11:58:00Z");
    expect(await ask(login)).toMatch(refused);
    const strangersLogin = { apikey: read.token, authorization: `Token ${await logIn(stranger.id)}` };
    expect(await ask(strangersLogin)).toMatchObject({ driverIds: "all" });
    await setUserDisabled(deps(), system, { userId: stranger.id, disabled: true });
    expect(await ask(strangersLogin)).toMatch(refused);
    await setUserDisabled(deps(), system, { userId: stranger.id, disabled: false });
    expect(await ask(strangersLogin)).toMatch(refused);
  });
});

describe("last use", () => {
  const lastUsed = async (id: number) => (await database.sql`select last_used_at from tokens where id = ${id}`)[0]?.["last_used_at"];

  test("is noted once a minute", async () => {
    const { read } = await createFleet();
    const first = now;
    await ask({ authorization: read.token });
    now = new Date(first.getTime() + 59_000);
    await ask({ authorization: read.token });
    expect(await lastUsed(read.id)).toEqual(first);
    now = new Date(first.getTime() + 61_000);
    await ask({ authorization: read.token });
    expect(await lastUsed(read.id)).toEqual(now);
  });
});

describe("with a bus, what was found is remembered", () => {
  test("and forgotten as soon as a key is revoked or a driver becomes another person", async () => {
    const { read, personal, driver, system, accountId } = await createFleet();
    const own = openDatabase(database.url, { max: 2 });
    const bus = createEventBus({ sql: own.sql, log: pino({ level: "silent" }) });
    await bus.ready();
    const reader = createCredentialReader({ ...deps(), bus });
    const scopeOf = (key: { token: string }) => reader("api_key", "carnot", key.token).then(({ scope }) => scope);
    const nextChange = () =>
      new Promise<void>((resolve) => {
        const end = bus.subscribe(accountId, ({ type }) => {
          if (type !== "credentials.changed") return;
          end();
          resolve();
        });
      });
    try {
      await scopeOf(personal);
      expect(await scopeOf(personal)).toMatchObject({ driverIds: [driver.id] });
      expect(await scopeOf(read)).toMatchObject({ driverIds: "all" });
      const relinked = nextChange();
      await changeDriver(deps(), system, { driverId: driver.id, userId: null });
      await relinked;
      expect(await scopeOf(personal)).toMatchObject({ driverIds: [] });
      const revoked = nextChange();
      await revokeToken(deps(), system, { tokenId: read.id });
      await revoked;
      await expect(scopeOf(read)).rejects.toMatchObject({ code: "unauthorized" });
    } finally {
      await own.close();
    }
  });
});
