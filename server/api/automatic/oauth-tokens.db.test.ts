import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listGrantsOf } from "#db/queries/apps/oauth-grants.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { appSecrets, apps, oauthTokens, webhookDeliveries } from "#db/schema/apps.ts";
import { events } from "#db/schema/outbox.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { systemScope } from "#server/auth/scope.ts";
import { removeMember } from "#server/commands/accounts/memberships.ts";
import { revokeGrant } from "#server/commands/apps/revoke-grant.ts";
import {
  createPkce,
  createStage,
  createTestApp,
  createTestPerson,
  credentialsOf,
  readTokens,
  requestOf,
  type Stage,
  type TestApp,
  type TestPerson,
} from "./fixtures/oauth-stage.ts";

let database: TestDatabase;
let stage: Stage;
let app: TestApp;
let publicApp: TestApp;
let person: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
  stage = createStage(database.orm);
  app = await createTestApp(database.orm);
  publicApp = await createTestApp(database.orm, { isPublic: true });
  person = await createTestPerson(database.orm);
});
afterAll(() => database.drop());

const errorOf = async (answer: Response) => [answer.status, (await readTokens(answer)).error];
const badGrant = [400, "err_invalid_grant"];
const badRefresh = [400, "err_invalid_refresh_token"];
const warnings = () => stage.lines.filter(({ level }) => level === 40).map(({ err }) => (err as { message: string }).message);

async function listCredentialChanges(accountId: number): Promise<number> {
  const rows = await database.orm.select().from(events).where(eq(events.accountId, accountId));
  return rows.filter(({ type }) => type === "credentials.changed").length;
}

describe("a code", () => {
  test("that comes again is refused, and ends all that was born of it", async () => {
    const code = await stage.getCode(person, app);
    const first = await readTokens(await stage.exchange(app, { code }));
    const { access_token: renewed } = await readTokens(await stage.refresh(app, first.refresh_token));
    const other = await stage.getTokens(person, app);
    const changes = await listCredentialChanges(person.accountId);
    expect(await errorOf(await stage.exchange(app, { code }))).toEqual(badGrant);
    for (const token of [first.access_token, renewed]) expect(await stage.works(token)).toBe(false);
    expect(await errorOf(await stage.refresh(app, first.refresh_token))).toEqual(badRefresh);
    expect(await stage.works(other.access_token)).toBe(true);
    expect(await listCredentialChanges(person.accountId)).toBe(changes + 1);
    expect(warnings().join()).toContain("A spent code");
  });

  test("in two exchanges at once has exactly one winner, whose token is dead afterwards", async () => {
    for (let round = 0; round < 5; round++) {
      const code = await stage.getCode(person, app);
      const answers = await Promise.all([stage.exchange(app, { code }), stage.exchange(app, { code })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const winner = answers.find(({ status }) => status === 200);
      expect(winner && (await stage.works((await readTokens(winner)).access_token))).toBe(false);
    }
  });

  test("of another app is no replay, and stays good for its own", async () => {
    const code = await stage.getCode(person, app);
    expect(await errorOf(await stage.exchange(await createTestApp(database.orm), { code }))).toEqual(badGrant);
    const tokens = await readTokens(await stage.exchange(app, { code }));
    expect(await errorOf(await stage.exchange(await createTestApp(database.orm), { code }))).toEqual(badGrant);
    expect(await stage.works(tokens.access_token)).toBe(true);
  });

  test("is worth nothing when a scope of it was taken from the app, or the person has taken it back", async () => {
    const narrowed = await createTestApp(database.orm);
    const code = await stage.getCode(person, narrowed);
    await database.orm
      .update(apps)
      .set({ scopes: ["scope:trip"] })
      .where(eq(apps.id, narrowed.appId));
    expect(await errorOf(await stage.exchange(narrowed, { code }))).toEqual(badGrant);
    const taken = await createTestApp(database.orm);
    const other = await stage.getCode(person, taken);
    await stage.getTokens(person, taken);
    const grants = await listGrantsOf(database.orm, person.identity.scope, { at: stage.deps.now() });
    const grantId = grants.find(({ appId }) => appId === taken.appId)?.grantId ?? 0;
    await revokeGrant(stage.deps, person.identity.scope, { grantId });
    expect(await errorOf(await stage.exchange(taken, { code: other }))).toEqual(badGrant);
  });
});

describe("a refresh token of an app with a secret", () => {
  test("stays good at any time for two years, with the secret alone", async () => {
    const { refresh_token } = await stage.getTokens(person, app);
    for (const seconds of [0, 5, 400 * 86_400]) {
      stage.pass(seconds);
      const answer = await stage.refresh(app, refresh_token);
      expect(answer.status).toBe(200);
      const tokens = await readTokens(answer);
      expect(tokens).toMatchObject({ refresh_token, expires_in: 31_535_999, scope: "scope:public scope:location scope:trip" });
      expect(await stage.works(tokens.access_token)).toBe(true);
    }
    const bare = { grant_type: "refresh_token", refresh_token, client_id: app.clientId };
    expect(await errorOf(await stage.post("/oauth/access_token", bare))).toEqual([401, "err_invalid_client"]);
    stage.pass(331 * 86_400);
    expect(await errorOf(await stage.refresh(app, refresh_token))).toEqual(badRefresh);
  });

  test("lets the access token before work for an hour at most", async () => {
    const { access_token, refresh_token } = await stage.getTokens(person, app);
    await stage.refresh(app, refresh_token);
    stage.pass(3599);
    expect(await stage.works(access_token)).toBe(true);
    stage.pass(1);
    expect(await stage.works(access_token)).toBe(false);
  });

  test("gives fewer scopes where fewer are asked for, never more", async () => {
    const { refresh_token } = await stage.getTokens(person, app);
    const fewer = await readTokens(await stage.refresh(app, refresh_token, { scope: "scope:trip" }));
    expect(fewer.scope).toBe("scope:public scope:trip");
    expect((await readTokens(await stage.refresh(app, refresh_token))).scope).toBe("scope:public scope:location scope:trip");
    expect(await errorOf(await stage.refresh(app, refresh_token, { scope: "scope:behavior" }))).toEqual([400, "invalid_scope"]);
  });

  test("is worth nothing to another app, and nothing else is a refresh token", async () => {
    const { access_token, refresh_token } = await stage.getTokens(person, app);
    expect(await errorOf(await stage.refresh(await createTestApp(database.orm), refresh_token))).toEqual(badRefresh);
    for (const token of [access_token, "nonsense", `${refresh_token}x`]) {
      expect(await errorOf(await stage.refresh(app, token))).toEqual(badRefresh);
    }
  });

  test("is worth nothing once the person is disabled, or no longer of the account", async () => {
    const disabled = await createTestPerson(database.orm);
    const first = await stage.getTokens(disabled, app);
    await database.orm.update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.userId));
    expect(await errorOf(await stage.refresh(app, first.refresh_token))).toEqual(badRefresh);
    const removed = await createTestPerson(database.orm);
    const stays = await createTestPerson(database.orm);
    await database.orm.insert(memberships).values({ accountId: removed.accountId, userId: stays.userId, role: "owner" });
    const second = await stage.getTokens(removed, app);
    await removeMember(stage.deps, systemScope(removed.accountId, "test"), { userId: removed.userId });
    expect(await errorOf(await stage.refresh(app, second.refresh_token))).toEqual(badRefresh);
    // Who comes back has allowed nothing yet.
    await database.orm.insert(memberships).values({ accountId: removed.accountId, userId: removed.userId, role: "owner" });
    expect(await errorOf(await stage.refresh(app, second.refresh_token))).toEqual(badRefresh);
  });

  test("needs a secret that has not expired", async () => {
    const rotating = await createTestApp(database.orm);
    const { refresh_token } = await stage.getTokens(person, rotating);
    await database.orm.update(appSecrets).set({ expiresAt: stage.deps.now() }).where(eq(appSecrets.appId, rotating.appId));
    expect(await errorOf(await stage.refresh(rotating, refresh_token))).toEqual([401, "err_invalid_client"]);
  });
});

describe("a refresh token of a public app", () => {
  test("is replaced each time; a replaced one ends the whole family", async () => {
    const first = await stage.getTokens(person, publicApp);
    const second = await readTokens(await stage.refresh(publicApp, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const third = await readTokens(await stage.refresh(publicApp, second.refresh_token));
    expect(await stage.works(third.access_token)).toBe(true);
    expect(await errorOf(await stage.refresh(publicApp, first.refresh_token))).toEqual(badRefresh);
    for (const { access_token } of [first, second, third]) expect(await stage.works(access_token)).toBe(false);
    expect(await errorOf(await stage.refresh(publicApp, third.refresh_token))).toEqual(badRefresh);
    expect(warnings().join()).toContain("A replaced refresh token");
  });

  test("that comes twice at once ends the family", async () => {
    const { refresh_token } = await stage.getTokens(person, publicApp);
    const answers = await Promise.all([stage.refresh(publicApp, refresh_token), stage.refresh(publicApp, refresh_token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const winner = answers.find(({ status }) => status === 200);
    const tokens = winner && (await readTokens(winner));
    expect(await stage.works(tokens?.access_token ?? "")).toBe(false);
    expect(await errorOf(await stage.refresh(publicApp, tokens?.refresh_token ?? ""))).toEqual(badRefresh);
  });

  test("ends two years after the person agreed, however often it was replaced", async () => {
    let { refresh_token } = await stage.getTokens(person, publicApp);
    stage.pass(729 * 86_400);
    ({ refresh_token } = await readTokens(await stage.refresh(publicApp, refresh_token)));
    stage.pass(86_400);
    expect(await errorOf(await stage.refresh(publicApp, refresh_token))).toEqual(badRefresh);
  });

  test("comes without a secret, and not with one; the code needs its verifier", async () => {
    const { request, proof } = createPkce();
    const code = await stage.getCode(person, publicApp, request);
    const withSecret = { code, ...proof, client_secret: app.secret };
    expect(await errorOf(await stage.exchange(publicApp, withSecret))).toEqual([401, "err_invalid_client"]);
    expect(await errorOf(await stage.exchange(publicApp, { code }))).toEqual(badGrant);
    expect((await stage.exchange(publicApp, { code, ...proof, client_secret: "" })).status).toBe(200);
  });
});

describe("POST /oauth/revoke", () => {
  test("200 and an access token has ended, alone", async () => {
    const { access_token, refresh_token } = await stage.getTokens(person, app);
    const changes = await listCredentialChanges(person.accountId);
    const answer = await stage.post("/oauth/revoke", { token: access_token, ...credentialsOf(app) });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(await stage.works(access_token)).toBe(false);
    expect(await listCredentialChanges(person.accountId)).toBe(changes + 1);
    expect((await stage.refresh(app, refresh_token)).status).toBe(200);
  });

  test("200 and a refresh token has ended, with all of its consent", async () => {
    const { access_token, refresh_token } = await stage.getTokens(person, app);
    const form = { token: refresh_token, token_type_hint: "access_token", ...credentialsOf(app) };
    expect((await stage.post("/oauth/revoke/", form)).status).toBe(200);
    expect(await stage.works(access_token)).toBe(false);
    expect(await errorOf(await stage.refresh(app, refresh_token))).toEqual(badRefresh);
  });

  test("200 for a token that is unknown or another app's, which stays good", async () => {
    const { access_token } = await stage.getTokens(person, app);
    const other = await createTestApp(database.orm);
    for (const token of [access_token, "nonsense"]) {
      expect((await stage.post("/oauth/revoke", { token, ...credentialsOf(other) })).status).toBe(200);
    }
    expect(await stage.works(access_token)).toBe(true);
  });

  test("401 without a secret, 400 without a token or with it in the address", async () => {
    const { access_token } = await stage.getTokens(person, app);
    const bare = { token: access_token, client_id: app.clientId };
    expect(await errorOf(await stage.post("/oauth/revoke", bare))).toEqual([401, "err_invalid_client"]);
    expect((await stage.post("/oauth/revoke", credentialsOf(app))).status).toBe(400);
    const inAddress = await stage.post(`/oauth/revoke?token=${access_token}`, { token: access_token, ...credentialsOf(app) });
    expect(inAddress.status).toBe(400);
    expect(await stage.works(access_token)).toBe(true);
  });
});

describe("what a person has allowed", () => {
  test("is listed with the scopes of live tokens, and ends at once when it is taken back", async () => {
    const ann = await createTestPerson(database.orm);
    const at = stage.deps.now();
    const { access_token, refresh_token } = await stage.getTokens(ann, app);
    await stage.works(access_token);
    const code = await stage.getCode(ann, app, { ...requestOf(app), scope: "scope:behavior" });
    await stage.exchange(app, { code });
    const [grant] = await listGrantsOf(database.orm, ann.identity.scope, { at });
    const scopes = ["scope:behavior", "scope:location", "scope:public", "scope:trip"];
    expect(grant).toMatchObject({ appName: app.name, ownerName: app.ownerName, scopes, createdAt: at, allowedAt: at, lastUsedAt: at });
    const grantId = grant?.grantId ?? 0;
    const told = { appId: app.appId, grantId, type: "trip:finished", body: "{}", nextAttemptAt: at };
    await database.orm.insert(webhookDeliveries).values([told, { ...told, status: "arrived" as const }]);
    const changes = await listCredentialChanges(ann.accountId);

    await revokeGrant(stage.deps, ann.identity.scope, { grantId });
    expect(await stage.works(access_token)).toBe(false);
    expect(await errorOf(await stage.refresh(app, refresh_token))).toEqual(badRefresh);
    expect(await listGrantsOf(database.orm, ann.identity.scope, { at })).toEqual([]);
    expect(await listCredentialChanges(ann.accountId)).toBe(changes + 1);
    const deliveries = await database.orm.select().from(webhookDeliveries).where(eq(webhookDeliveries.grantId, grantId));
    expect(deliveries.map(({ status, nextAttemptAt }) => [status, nextAttemptAt])).toEqual(
      expect.arrayContaining([
        ["dropped", null],
        ["arrived", at],
      ]),
    );
    await expect(revokeGrant(stage.deps, ann.identity.scope, { grantId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("can be allowed anew, without bringing old tokens back", async () => {
    const bo = await createTestPerson(database.orm);
    const old = await stage.getTokens(bo, app);
    const [grant] = await listGrantsOf(database.orm, bo.identity.scope, { at: stage.deps.now() });
    await revokeGrant(stage.deps, bo.identity.scope, { grantId: grant?.grantId ?? 0 });
    const fresh = await stage.getTokens(bo, app);
    expect([await stage.works(old.access_token), await stage.works(fresh.access_token)]).toEqual([false, true]);
  });

  test("is nobody else's to see or take back", async () => {
    const { access_token } = await stage.getTokens(person, app);
    const stranger = await createTestPerson(database.orm);
    expect(await listGrantsOf(database.orm, stranger.identity.scope, { at: stage.deps.now() })).toEqual([]);
    const grants = await listGrantsOf(database.orm, person.identity.scope, { at: stage.deps.now() });
    const grantId = grants.find(({ appId }) => appId === app.appId)?.grantId ?? 0;
    await expect(revokeGrant(stage.deps, stranger.identity.scope, { grantId })).rejects.toMatchObject({ code: "not_found" });
    expect(await stage.works(access_token)).toBe(true);
    expect(await database.orm.$count(oauthTokens, eq(oauthTokens.grantId, grantId))).toBeGreaterThan(0);
  });
});
