import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findAccessToken } from "#db/queries/apps/access-tokens.ts";
import { getApp, listAppSecrets, listApps } from "#db/queries/apps/apps.ts";
import { findClient, listClientSecretHashes } from "#db/queries/apps/oauth-clients.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { keyScope, scopeForUser } from "#server/auth/scope.ts";
import { hashToken } from "#server/auth/tokens.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Scope } from "#server/domain/scope.ts";
import { webhookSecret } from "#server/webhooks/secret.ts";
import { allowApp } from "./allow-app.ts";
import { type AppDeps, createApp, deleteApp, rotateAppSecret, rotateWebhookSecret, updateApp } from "./apps.ts";
import { exchangeCode } from "./exchange-code.ts";

let database: TestDatabase;
let now: Date;
let deps: AppDeps;
let owner: Scope;
let ownerId: number;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date("2026-03-10T12:00:00Z");
  deps = { db: database.orm, now: () => now, masterSecret: "0".repeat(32), webhookNetworks: ["127.0.0.0/8"] };
  const person = await insertUser(deps.db, (await insertAccount(deps.db)).id, "owner");
  ownerId = person.id;
  owner = await scopeForUser(deps.db, ownerId);
});

const everything: AppScope[] = ["scope:trip", "scope:location", "scope:vehicle:profile"];

const create = (change: Partial<Parameters<typeof createApp>[2]> = {}) =>
  createApp(deps, owner, { ownerId, name: "Log book", redirectUris: ["https://app.example/back"], scopes: everything, ...change });

/** Lets a person of another account allow an app; answers with the token and the code before it. */
async function allow(clientId: string, scopes: AppScope[]) {
  const person = await insertUser(deps.db, (await insertAccount(deps.db)).id, "viewer");
  const scope = await scopeForUser(deps.db, person.id);
  const client = await findClient(deps.db, clientId);
  if (!client) throw new Error("There is no such client.");
  const nonce = `nonce-of-person-${person.id}`;
  const { code } = await allowApp(deps, scope, { clientId, scopes, redirectUri: null, codeChallenge: null, nonce });
  const exchange = () => exchangeCode(deps, { client, code, redirectUri: null, codeVerifier: null });
  return { scope, exchange, isRevoked: async (token: string) => (await findAccessToken(deps.db, hashToken(token)))?.revoked };
}

/** How many notices an account got that its credentials are others now. */
async function countNotices({ accountId }: Scope): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from events where account_id = ${accountId} and type = 'credentials.changed'`;
  return row?.n ?? 0;
}

describe("an app", () => {
  it("has a secret that is stored as a hash, unless it is public", async () => {
    const { clientSecret, id, clientId } = await create();
    expect(await listClientSecretHashes(deps.db, id, now)).toEqual([hashToken(clientSecret ?? "")]);
    expect(clientId).toMatch(/^[0-9A-Za-z]{20}$/);
    const open = await create({ isPublic: true });
    expect(open.clientSecret).toBeNull();
    expect(await listClientSecretHashes(deps.db, open.id, now)).toEqual([]);
    expect(open.clientId).not.toBe(clientId);
  });

  it("belongs to a member of the account, and stays with it", async () => {
    const stranger = await insertUser(deps.db, (await insertAccount(deps.db)).id, "owner");
    await expect(create({ ownerId: stranger.id })).rejects.toMatchObject({ code: "not_found" });
    const { id } = await create();
    expect(await listApps(deps.db, owner, { at: now })).toMatchObject([{ id, ownerId }]);
    for (const scope of [await scopeForUser(deps.db, stranger.id), keyScope(owner.accountId, 1, "write")]) {
      expect(await listApps(deps.db, scope, { at: now })).toEqual([]);
      await expect(getApp(deps.db, scope, { appId: id, at: now })).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is one of 50 at most", async () => {
    for (let made = 0; made < 50; made++) await create();
    await expect(create()).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    ["no redirect URI", { redirectUris: [] }, "redirectUris"],
    ["eleven of them", { redirectUris: Array.from({ length: 11 }, (_, n) => `https://app.example/${n}`) }, "redirectUris"],
    ["one that runs", { redirectUris: ["javascript:alert(1)"] }, "javascript:alert(1)"],
    ["one of another app", { redirectUris: ["automatic-0000000000://oauth"] }, "automatic-0000000000://oauth"],
    ["a webhook in the clear", { webhookUrl: "http://10.0.0.1/" }, "webhook URL"],
    ["an empty name", { name: " " }, "name"],
  ])("cannot have %s", async (_, change, said) => {
    await expect(create(change)).rejects.toMatchObject({ code: "bad_request", message: expect.stringContaining(said) });
  });
});

describe("secrets", () => {
  it("are rotated with an overlap, and without one all others end at once", async () => {
    const { id, clientSecret } = await create();
    const first = hashToken(clientSecret ?? "");
    const second = hashToken((await rotateAppSecret(deps, owner, { appId: id })).clientSecret);
    const good = async () => (await listClientSecretHashes(deps.db, id, now)).sort();
    expect(await good()).toEqual([first, second].sort());
    expect(await listAppSecrets(deps.db, owner, { appId: id, at: now })).toMatchObject([
      { expiresAt: null },
      { expiresAt: new Date("2026-03-11T12:00:00Z") },
    ]);
    now = new Date("2026-03-11T12:00:00Z");
    expect(await good()).toEqual([second]);
    const third = hashToken((await rotateAppSecret(deps, owner, { appId: id })).clientSecret);
    expect(await good()).toEqual([second, third].sort());
    const fourth = hashToken((await rotateAppSecret(deps, owner, { appId: id, overlapS: 0 })).clientSecret);
    expect(await good()).toEqual([fourth]);
  });

  it("of webhooks are rotated with an overlap", async () => {
    const made = await create({ webhookUrl: "https://app.example/hook" });
    const [before] = await database.sql`select webhook_salt from apps where id = ${made.id}`;
    expect(webhookSecret(deps.masterSecret, before?.["webhook_salt"])).toBe(made.webhookSecret);
    const rotated = await rotateWebhookSecret(deps, owner, { appId: made.id, overlapS: 3600 });
    expect(rotated.webhookSecret).not.toBe(made.webhookSecret);
    const [after] = await database.sql`select webhook_previous_salt, webhook_previous_until from apps where id = ${made.id}`;
    expect(after).toEqual({ webhook_previous_salt: before?.["webhook_salt"], webhook_previous_until: new Date("2026-03-10T13:00:00Z") });
  });
});

describe("what people have allowed", () => {
  it("ends with a scope that is taken away, for those alone who gave it, in their accounts", async () => {
    const { id, clientId } = await create();
    const ann = await allow(clientId, ["scope:public", "scope:trip", "scope:location"]);
    const bo = await allow(clientId, ["scope:public", "scope:trip"]);
    const late = await allow(clientId, ["scope:public", "scope:location"]);
    const [annToken, boToken] = [(await ann.exchange()).accessToken, (await bo.exchange()).accessToken];
    await updateApp(deps, owner, { appId: id, scopes: ["scope:trip", "scope:vehicle:vin"] });
    expect([await ann.isRevoked(annToken), await bo.isRevoked(boToken)]).toEqual([true, false]);
    expect([await countNotices(ann.scope), await countNotices(bo.scope)]).toEqual([1, 0]);
    await expect(late.exchange()).rejects.toMatchObject({ word: "err_invalid_grant" });
  });

  it("stays when scopes are added, and is counted by people", async () => {
    const { id, clientId } = await create({ scopes: ["scope:trip"] });
    const ann = await allow(clientId, ["scope:public", "scope:trip"]);
    const { accessToken } = await ann.exchange();
    await allow(clientId, ["scope:public"]);
    await updateApp(deps, owner, { appId: id, scopes: everything, mode: "production" });
    expect(await ann.isRevoked(accessToken)).toBe(false);
    expect(await getApp(deps.db, owner, { appId: id, at: now })).toMatchObject({ people: 1, mode: "production" });
  });

  it("ends with the app, and all accounts hear of it", async () => {
    const { id, clientId } = await create();
    const ann = await allow(clientId, ["scope:public", "scope:trip"]);
    const { accessToken } = await ann.exchange();
    await deleteApp(deps, owner, { appId: id });
    expect(await ann.isRevoked(accessToken)).toBeUndefined();
    expect(await countNotices(ann.scope)).toBe(1);
    expect(await findClient(deps.db, clientId)).toBeNull();
    await expect(deleteApp(deps, owner, { appId: id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a webhook that was switched off", () => {
  const off = (id: number) => database.sql`
    update apps set webhook_failing_since = now(), webhook_disabled_at = now(), webhook_disabled_reason = 'failing' where id = ${id}`;
  const fresh = { webhookFailingSince: null, webhookDisabledAt: null, webhookDisabledReason: null };

  it("is switched on again, or gets another address", async () => {
    const { id } = await create({ webhookUrl: "https://app.example/hook" });
    await off(id);
    expect(await updateApp(deps, owner, { appId: id, webhookUrl: "https://app.example/hook", name: "Logs" })).toMatchObject({
      name: "Logs",
      webhookDisabledReason: "failing",
    });
    expect(await updateApp(deps, owner, { appId: id, webhookOn: true })).toMatchObject(fresh);
    await off(id);
    expect(await updateApp(deps, owner, { appId: id, webhookUrl: "http://127.0.0.1:9000/" })).toMatchObject(fresh);
    expect(await updateApp(deps, owner, { appId: id, webhookUrl: "" })).toMatchObject({ webhookUrl: null });
  });
});
