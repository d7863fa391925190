import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { memberships, users } from "#db/schema/accounts.ts";
import { appGrants, apps, oauthTokens } from "#db/schema/apps.ts";
import { now as noon } from "#server/api/automatic/fixtures/fleet.ts";
import { type AppOnStage, later, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { deliverWebhook } from "./deliver-webhook.ts";

let stage: WebhookStage;
beforeAll(async () => {
  stage = await WebhookStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("right before it is sent, what was taken back counts", () => {
  const takeBacks: [string, (app: AppOnStage) => Promise<unknown>][] = [
    ["the grant is revoked", ({ db, appId }) => db.update(appGrants).set({ revokedAt: noon }).where(eq(appGrants.appId, appId))],
    ["all tokens are revoked", ({ db }) => db.update(oauthTokens).set({ revokedAt: noon })],
    ["all tokens have expired", ({ db }) => db.update(oauthTokens).set({ expiresAt: noon })],
    ["no token holds the scope any more", ({ db }) => db.update(oauthTokens).set({ scopes: ["scope:public", "scope:location"] })],
    ["the person is disabled", ({ db, owner }) => db.update(users).set({ disabledAt: noon }).where(eq(users.id, owner.id))],
    ["the person has left", ({ db, owner }) => db.delete(memberships).where(eq(memberships.userId, owner.id))],
    ["the address is taken away", ({ db, appId }) => db.update(apps).set({ webhookUrl: null }).where(eq(apps.id, appId))],
    ["the webhook is switched off", ({ db, appId }) => db.update(apps).set({ webhookDisabledAt: noon }).where(eq(apps.id, appId))],
  ];

  test.each(takeBacks)("%s", async (_what, takeBack) => {
    const app = await stage.createApp();
    const [first, retried] = [await app.announce("mil.on"), await app.announce()];
    stage.answerWith(500);
    await deliverWebhook(stage.depsAt(noon), { deliveryId: retried });
    await takeBack(app);
    for (const deliveryId of [first, retried]) await deliverWebhook(stage.depsAt(later(10_000)), { deliveryId });
    expect(stage.receiver.received).toHaveLength(1);
    for (const deliveryId of [first, retried]) expect(await app.find(deliveryId)).toMatchObject({ status: "dropped", nextAttemptAt: null });
  });

  test("the app is deleted", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    await app.db.delete(apps).where(eq(apps.id, app.appId));
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect(stage.receiver.received).toEqual([]);
  });
});
