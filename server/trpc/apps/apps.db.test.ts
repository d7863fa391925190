import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findClient } from "#db/queries/apps/oauth-clients.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { looksLikeToken } from "#server/auth/tokens.ts";
import { allowApp } from "#server/commands/apps/allow-app.ts";
import { exchangeCode } from "#server/commands/apps/exchange-code.ts";
import type { Role } from "#server/domain/scope.ts";
import { createCallerFactory, type TrpcContext } from "#server/trpc/init.ts";
import { appRouter } from "#server/trpc/root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const deps = { db: null as never, now: () => new Date("2026-03-02T18:00:00Z") };

/** A new member of the account and the screens' API as they see it. */
async function createMember(accountId: number, role: Role) {
  const user = await insertUser(database.orm, accountId, role);
  const scope = await scopeForUser(database.orm, user.id, accountId);
  const context: TrpcContext = {
    deps: { ...deps, db: database.orm },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    apis: { publicUrl: "https://motorpool.example", names: [], describe: async () => null },
    notifier: { vapidPublicKey: "BKey", publicUrl: "https://motorpool.example" },
    webhooks: { masterSecret: "0".repeat(32), webhookNetworks: [] },
    identifyAgain: async () => null,
    session: { userId: user.id, accountId, role, name: user.name, email: user.email, units: "metric", timeZone: null },
    scope,
  };
  return { user, scope, api: createCallerFactory(appRouter)(context).apps };
}

const logBook = {
  name: "Log book",
  redirectUris: ["https://app.example/back"],
  scopes: ["scope:trip" as const],
  mode: "development" as const,
  isPublic: false,
  webhookUrl: "https://app.example/hook",
};

/** All at once: one that is refused while another is waited for counts as handled. */
async function expectRefused(calls: readonly Promise<unknown>[], code: "FORBIDDEN" | "NOT_FOUND"): Promise<void> {
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes).toMatchObject(calls.map(() => ({ status: "rejected", reason: { code } })));
}

describe("apps", () => {
  test("are made, shown without their secrets, changed and deleted by managers", async () => {
    const { api, user } = await createMember((await insertAccount(database.orm)).id, "manager");
    const { clientSecret, webhookSecret, id: appId } = await api.create(logBook);
    expect(looksLikeToken("app_secret", clientSecret ?? "")).toBe(true);
    const app = await api.get({ appId });
    expect(app).toMatchObject({ ownerId: user.id, people: 0, seats: 25, baseUrl: "https://motorpool.example/api/automatic" });
    expect(app.secrets).toEqual([
      { hint: `${clientSecret?.slice(0, 8)}…${clientSecret?.slice(-4)}`, createdAt: deps.now(), expiresAt: null },
    ]);
    expect(JSON.stringify([app, await api.list()])).not.toContain(clientSecret?.slice(8, -4));
    expect(await api.revealWebhookSecret({ appId })).toEqual({ webhookSecret });
    await api.update({ appId, mode: "production", webhookUrl: null });
    expect(await api.list()).toMatchObject([{ id: appId, mode: "production", webhookUrl: null }]);
    await api.remove({ appId });
    expect(await api.list()).toEqual([]);
  });

  test("are nobody else's business", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const { api: manager } = await createMember(accountId, "manager");
    const { id: appId } = await manager.create(logBook);
    const { deliveryId } = await manager.sendTest({ appId, type: "trip:finished" });
    for (const role of ["driver", "viewer"] as const) {
      const { api } = await createMember(accountId, role);
      const calls = [
        ...[api.list(), api.get({ appId }), api.create(logBook), api.update({ appId, name: "X" }), api.remove({ appId })],
        ...[api.rotateSecret({ appId, overlapS: 0 }), api.rotateWebhookSecret({ appId, overlapS: 0 }), api.revealWebhookSecret({ appId })],
        ...[api.deliveries({ appId }), api.sendTest({ appId, type: "trip:finished" }), api.redeliver({ deliveryId })],
      ];
      await expectRefused(calls, "FORBIDDEN");
    }
    const { api: stranger } = await createMember((await insertAccount(database.orm)).id, "owner");
    expect([await stranger.list(), (await stranger.deliveries({ appId })).items]).toEqual([[], []]);
    const calls = [stranger.get({ appId }), stranger.revealWebhookSecret({ appId }), stranger.redeliver({ deliveryId })];
    await expectRefused(calls, "NOT_FOUND");
  });

  test("have a log that is read page by page, the newest first", async () => {
    const { api } = await createMember((await insertAccount(database.orm)).id, "owner");
    const { id: appId } = await api.create(logBook);
    const sent: number[] = [];
    for (const type of ["ignition:on", "trip:finished", "mil:on"] as const) sent.unshift((await api.sendTest({ appId, type })).deliveryId);
    const first = await api.deliveries({ appId, limit: 2 });
    expect(first.items).toMatchObject([{ id: sent[0], type: "mil:on", status: "waiting", isTest: true, attempts: [] }, { id: sent[1] }]);
    expect(first.nextCursor).toBe(sent[1]);
    const rest = await api.deliveries({ appId, limit: 2, cursor: first.nextCursor ?? 0 });
    expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([[sent[2]], null]);
  });
});

test("what one has allowed is listed and taken back by oneself alone", async () => {
  const { api: manager, user } = await createMember((await insertAccount(database.orm)).id, "manager");
  const { clientId } = await manager.create(logBook);
  const client = await findClient(database.orm, clientId);
  if (!client) throw new Error("There is no such client.");
  const { id: accountId } = await insertAccount(database.orm);
  const { api, scope } = await createMember(accountId, "driver");
  const withDb = { ...deps, db: database.orm };
  const nothing = { redirectUri: null, codeChallenge: null };
  const scopes = ["scope:public" as const, "scope:trip" as const];
  const { code } = await allowApp(withDb, scope, { clientId, scopes, ...nothing, nonce: "a nonce of the form" });
  await exchangeCode(withDb, { client, code, redirectUri: null, codeVerifier: null });
  const [grant] = await api.granted();
  expect(grant).toMatchObject({ appName: "Log book", ownerName: user.name, scopes, lastUsedAt: null });
  expect(await manager.granted()).toEqual([]);
  const grantId = grant?.grantId ?? 0;
  const { api: other } = await createMember(accountId, "owner");
  await expect(other.revoke({ grantId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await api.revoke({ grantId });
  expect(await api.granted()).toEqual([]);
});
