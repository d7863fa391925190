import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertUser } from "#db/test-factories.ts";
import { occupyHashing } from "#server/auth/fixtures/occupy-hashing.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createInvitation } from "#server/commands/accounts/registration.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { createCarnotApi } from "./index.ts";

const password = "a phrase for tests";
const tokenShape = expect.stringMatching(/^[0-9a-f]{40}$/);
let database: TestDatabase;
let passwordHash: string;
let counter = 0;
const now = () => new Date("2026-03-10T12:00:00Z");
beforeAll(async () => {
  database = await createTestDatabase();
  passwordHash = await hashPassword(password);
});
afterAll(() => database.drop());

/** An account, a read-only key of it, a driver who may sign in, and the API to ask. */
async function createFleet(registration: "open" | "invited" = "invited") {
  const deps = { db: database.orm, now };
  const { id: accountId } = await insertAccount(database.orm, { registration });
  const system = systemScope(accountId, "test");
  const user = await insertUser(database.orm, accountId, "driver", { passwordHash });
  const driver = await insertDriver(database.orm, accountId, { userId: user.id });
  const { token: key } = await createApiKey(deps, system, { name: "App", family: "carnot", access: "read" });
  const api = createCarnotApi({ ...deps, log: pino({ level: "silent" }) });
  const ask = async (path: string, headers: Record<string, string>, sent?: unknown) => {
    const post = { method: "POST", body: JSON.stringify(sent) };
    // A network of its own for each, so that no test makes another wait.
    const all = { "content-type": "application/json", "x-forwarded-for": `network ${++counter}`, ...headers };
    const response = await api.request(`/api/carnot${path}`, { ...(sent !== undefined && post), headers: all });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const invite = () => createInvitation(deps, system, {}).then(({ token }) => token);
  return { accountId, user, driver, key, ask, invite };
}

const person = () => ({ email: `new-${++counter}@motorpool.test`, password, name: "Ann" });

describe("POST /users/register", () => {
  test("200: the documented example, with and without the slash", async () => {
    const { key, ask, accountId } = await createFleet("open");
    for (const path of ["/users/register", "/users/register/"]) {
      const sent = person();
      const { status, body } = await ask(path, { authorization: key }, { ...sent, phone: 9876543210 });
      expect([status, body]).toEqual([200, { token: tokenShape, id: expect.any(Number), email: sent.email }]);
      const own = await ask(`/users/${body.id}/`, { apikey: key, authorization: `Token ${body.token}` });
      expect(own.body).toMatchObject({ status: true, data: { id: body.id, user: { email: sent.email } } });
      const member = await findMember(database.orm, own.body.data.user.id);
      expect(member).toMatchObject({ accountId, role: "driver" });
    }
  });

  test("200: Apikey alone is enough, and the answer comes in the envelope", async () => {
    const { key, ask, invite } = await createFleet();
    const { status, body } = await ask("/users/register", { apikey: key }, { ...person(), invitation: await invite() });
    expect([status, body]).toEqual([200, { status: true, message: "Success", data: expect.objectContaining({ token: tokenShape }) }]);
  });

  test("403: not without an invitation, nor with a used one", async () => {
    const { key, ask, invite } = await createFleet();
    const invitation = await invite();
    const statuses: number[] = [];
    for (const more of [{}, { invitation: "mpi_x" }, { invitation }, { invitation }]) {
      statuses.push((await ask("/users/register", { authorization: key }, { ...person(), ...more })).status);
    }
    expect(statuses).toEqual([403, 403, 200, 403]);
    expect((await ask("/users/register", { apikey: key }, person())).body).toEqual({
      status: false,
      message: "This account lets only those register who have an invitation.",
    });
  });

  test("400, 401, 409: a weak password, no key, an address that has a user", async () => {
    const { key, ask, user } = await createFleet("open");
    const register = (more: object, headers: Record<string, string> = { authorization: key }) =>
      ask("/users/register", headers, { ...person(), ...more });
    expect(await register({ password: "12345678" })).toMatchObject({ status: 400 });
    expect(await register({ email: "nobody" })).toMatchObject({ status: 400, body: { detail: expect.stringContaining("email") } });
    expect(await register({}, {})).toMatchObject({ status: 401 });
    const taken = await register({ email: user.email.toUpperCase() });
    expect([taken.status, taken.body]).toEqual([409, { detail: "This e-mail address cannot be registered." }]);
  });
});

describe("POST /users/login", () => {
  test("200: the documented example; each login has a token of its own", async () => {
    const { key, ask, user, driver } = await createFleet();
    const sent = { email: user.email.toUpperCase(), password };
    const plain = await ask("/users/login", { authorization: key }, sent);
    expect([plain.status, plain.body]).toEqual([200, { token: tokenShape, id: driver.id, email: user.email }]);
    const wrapped = await ask("/users/login/", { apikey: key }, sent);
    expect(wrapped.body).toEqual({ status: true, message: "Success", data: { token: tokenShape, id: driver.id, email: user.email } });
    expect(wrapped.body.data.token).not.toBe(plain.body.token);
    for (const { token } of [plain.body, wrapped.body.data]) {
      expect((await ask("/cars", { apikey: key, authorization: `Token ${token}` })).body).toEqual({
        status: true,
        message: "Success",
        data: [],
      });
    }
  });

  test("200: an ended token that comes along keeps nobody from signing in", async () => {
    const { key, ask, user } = await createFleet();
    const headers = { apikey: key, authorization: `Token ${"0".repeat(40)}` };
    expect((await ask("/users/login", headers, { email: user.email, password })).body).toMatchObject({ status: true });
  });

  test("401: a wrong password and an unknown address, in the same words", async () => {
    const { key, ask, user } = await createFleet();
    const wrong = await ask("/users/login", { authorization: key }, { email: user.email, password: "wrong phrase" });
    const unknown = await ask("/users/login", { authorization: key }, { email: "nobody@motorpool.test", password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual({ detail: "The e-mail address or the password is not right." });
    expect(unknown.body).toEqual(wrong.body);
    const wrapped = await ask("/users/login", { apikey: key }, { email: user.email, password: "wrong phrase" });
    expect([wrapped.status, wrapped.body]).toEqual([200, { status: false, message: wrong.body.detail }]);
  });

  test("401: after five failures of an address, the same as before for anyone who asks", async () => {
    const { key, ask, user } = await createFleet();
    const tries = [];
    for (let failure = 0; failure < 7; failure++) {
      tries.push(await ask("/users/login", { authorization: key }, { email: user.email, password: "a guess" }));
    }
    tries.push(await ask("/users/login", { authorization: key }, { email: user.email, password }));
    for (const { status, headers, body } of tries) expect([status, headers.get("retry-after"), body]).toEqual([401, null, tries[0]?.body]);
  });

  test("429: after twenty failures of one network, with the time to wait", async () => {
    const { accountId, key, ask } = await createFleet();
    const from = { authorization: key, "x-forwarded-for": `busy ${accountId}` };
    const tries = [];
    for (let failure = 0; failure < 22; failure++) {
      tries.push(await ask("/users/login", from, { email: `nobody-${++counter}@motorpool.test`, password }));
    }
    expect(tries.map(({ status }) => status)).toEqual([...Array.from({ length: 21 }, () => 401), 429]);
    expect(tries[21]?.headers.get("retry-after")).toBe("1");
  });
});

describe("the audit log", () => {
  test("has who registered, signed in and out, by which key and from which network", async () => {
    const { key, ask, accountId, user } = await createFleet("open");
    const network = { "x-forwarded-for": "198.51.100.7" };
    const sent = person();
    await ask("/users/register", { authorization: key, ...network }, sent);
    const { body } = await ask("/users/login", { authorization: key, ...network }, { email: user.email, password });
    await ask("/users/logout", { apikey: key, authorization: `Token ${body.token}`, ...network }, {});
    const entries = await listAuditEntries(database.orm, systemScope(accountId, "test"), { limit: 3 });
    const from = { origin: "api", network: "198.51.100.7" };
    const keyName = expect.stringMatching(/^App \(mpk_.{4}….{4}\)$/);
    const byUser = { ...from, actorKind: "user", actorId: user.id, actorName: user.email, keyName };
    expect(entries).toMatchObject([
      { ...byUser, action: "session.signed_out" },
      { ...byUser, action: "session.signed_in" },
      { ...from, action: "person.registered", actorKind: "key", actorName: keyName, keyName: null, subjectName: sent.email },
    ]);
  });
});

describe("POST /users/logout", () => {
  test("200: the token ends, others go on, and the next login makes a new one", async () => {
    const { key, ask, user } = await createFleet();
    const logIn = async () => (await ask("/users/login", { authorization: key }, { email: user.email, password })).body.token;
    const [ended, other] = [await logIn(), await logIn()];
    const as = (token: string) => ({ apikey: key, authorization: `Token ${token}` });
    expect((await ask("/users/logout/", as(ended), { email: user.email })).body).toEqual({ status: true, message: "Success" });
    expect((await ask("/cars", as(ended))).body).toEqual({ status: false, message: expect.stringContaining("Invalid Token") });
    expect((await ask("/cars", as(other))).body).toMatchObject({ status: true });
    expect((await ask("/users/logout", as(ended), { email: user.email })).body).toMatchObject({ status: false });
    expect((await ask("/cars", as(await logIn()))).body).toMatchObject({ status: true });
  });

  test("401: without a token", async () => {
    const { key, ask, user } = await createFleet();
    const { status, body } = await ask("/users/logout", { authorization: key }, { email: user.email });
    expect([status, body]).toEqual([401, { detail: expect.stringContaining("Invalid Token") }]);
  });
});

test("503: while too many passwords are being hashed, registration and login are told to try again, and lose nothing", async () => {
  const { key, user, ask, invite } = await createFleet();
  const newPerson = { ...person(), invitation: await invite() };
  const login = { email: user.email, password };
  const release = occupyHashing();
  for (const [path, sent] of [
    ["/users/register", newPerson],
    ["/users/login", login],
  ] as const) {
    const plain = await ask(path, { authorization: key }, sent);
    expect([plain.status, plain.headers.get("retry-after"), plain.body.detail]).toEqual([503, "5", expect.stringContaining("busy")]);
    expect((await ask(path, { apikey: key }, sent)).body).toEqual({ status: false, message: plain.body.detail });
  }
  await release();
  expect((await ask("/users/register", { authorization: key }, newPerson)).status).toBe(200);
  expect((await ask("/users/login", { authorization: key }, login)).status).toBe(200);
});
