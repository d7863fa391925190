import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listDeliveries } from "#db/queries/apps/webhook-deliveries.ts";
import { appGrants, webhookDeliveries } from "#db/schema/apps.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { now as noon } from "#server/api/automatic/fixtures/fleet.ts";
import { insertApp } from "#server/api/automatic/fixtures/tokens.ts";
import { day, later, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import { webhookEvents } from "#server/domain/apps/webhook-events.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { redeliverWebhook } from "./redeliver-webhook.ts";
import { sendTestWebhook } from "./send-test-webhook.ts";

let stage: WebhookStage;
beforeAll(async () => {
  stage = await WebhookStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("sent again", () => {
  test("is the same body under the same id, whatever became of it, once", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    await stage.takeJob(deliveryId);
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    for (const status of [200, 500]) {
      await redeliverWebhook(stage.depsAt(later(day)), app.scope, { deliveryId });
      expect((await stage.findJob(deliveryId))?.payload).toEqual({ deliveryId, once: true });
      await stage.takeJob(deliveryId);
      stage.answerWith(status);
      await deliverWebhook(stage.depsAt(later(day)), { deliveryId, once: true });
      expect(await stage.findJob(deliveryId)).toBeUndefined();
    }
    const [first, ...more] = stage.receiver.received;
    expect(more.map(({ body }) => body)).toEqual([first?.body, first?.body]);
    expect(new Set(stage.receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    // It has arrived, whatever the receiver made of it later.
    expect(await app.find(deliveryId)).toMatchObject({
      status: "arrived",
      attempts: [{ status: 204 }, { status: 200 }, { status: 500 }],
    });
  });

  test("what failed may arrive; old news too, as somebody asks for it", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce("drive.speeding");
    await deliverWebhook(stage.depsAt(later(day)), { deliveryId });
    expect((await app.find(deliveryId)).status).toBe("dropped");
    await redeliverWebhook(stage.depsAt(later(day)), app.scope, { deliveryId });
    await deliverWebhook(stage.depsAt(later(day)), { deliveryId, once: true });
    expect((await app.find(deliveryId)).status).toBe("arrived");
  });

  test("what still waits is tried at once and then goes on by its schedule", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.answerWith(500);
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    await redeliverWebhook(stage.depsAt(later(1000)), app.scope, { deliveryId });
    await stage.takeJob(deliveryId);
    await deliverWebhook(stage.depsAt(later(1000)), { deliveryId });
    expect((await stage.findJob(deliveryId))?.runAt).toEqual(later(11_000));
  });

  test("is nothing of people who have revoked it", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    await app.db.update(appGrants).set({ revokedAt: noon }).where(eq(appGrants.appId, app.appId));
    await expect(redeliverWebhook(stage.depsAt(noon), app.scope, { deliveryId })).rejects.toMatchObject({ code: "conflict" });
    expect(await app.find(deliveryId)).toMatchObject({ isGranted: false });
  });
});

describe("a test", () => {
  test("says that it is one, about the newest trip the one who asks may see", async () => {
    const app = await stage.createApp();
    const scope = await scopeForUser(app.db, app.owner.id, app.accountId);
    const { deliveryId } = await sendTestWebhook(stage.depsAt(noon), scope, { appId: app.appId, type: "trip:finished" });
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    const body = JSON.parse(stage.receiver.received[0]?.body ?? "");
    expect(body).toMatchObject({ test: true, type: "trip:finished", vehicle: { make: "Acura" }, trip: { distance_m: 6573.4 } });
    expect(await app.find(deliveryId)).toMatchObject({ isTest: true, isGranted: true, status: "arrived" });
  });

  test.each(webhookEvents)("%s, of an account that has no cars yet", async (type) => {
    const { id: accountId } = await insertAccount(stage.db);
    const owner = await insertUser(stage.db, accountId, "owner");
    const appId = await insertApp(stage.db, { accountId, ownerId: owner.id, webhookUrl: stage.receiver.url });
    const { deliveryId } = await sendTestWebhook(stage.depsAt(noon), systemScope(accountId, "test"), { appId, type });
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    const body = JSON.parse(stage.receiver.received[0]?.body ?? "");
    expect(body).toMatchObject({ test: true, type, vehicle: { make: "Motorpool", model: "Test" } });
    if (type === "trip:finished") expect(body.trip).toMatchObject({ distance_m: 12_000 });
  });

  test("is not sent without a webhook in use, nor very often", async () => {
    const [without, off, busy] = [
      await stage.createApp({ webhookUrl: null }),
      await stage.createApp({ webhookDisabledAt: noon }),
      await stage.createApp(),
    ];
    const send = ({ scope, appId }: typeof busy) => sendTestWebhook(stage.depsAt(noon), scope, { appId, type: "mil:on" });
    for (const app of [without, off]) await expect(send(app)).rejects.toMatchObject({ code: "conflict" });
    for (let sent = 0; sent < 10; sent++) await send(busy);
    await expect(send(busy)).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("the log", () => {
  test("is the account's own, newest first, in pages, without what was sent", async () => {
    const [app, other] = [await stage.createApp(), await stage.createApp()];
    const ids = [await app.announce("mil.on"), await app.announce("mil.off"), await app.announce()];
    expect((await app.log()).map(({ id }) => id)).toEqual(ids.toReversed());
    const page = await listDeliveries(app.db, app.scope, { appId: app.appId, beforeId: ids[2], limit: 1 });
    expect(page.map(({ id }) => id)).toEqual([ids[1]]);
    expect(await listDeliveries(app.db, other.scope, { appId: app.appId, limit: 50 })).toEqual([]);
    const driver = await scopeForUser(app.db, app.user.id, app.accountId);
    expect(await listDeliveries(app.db, driver, { appId: app.appId, limit: 50 })).toEqual([]);
    const [row] = await app.db
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.id, ids[2] ?? 0));
    expect(page[0]).not.toHaveProperty("body");
    expect((await app.find(ids[2] ?? 0)).bodySha256).toBe(
      createHash("sha256")
        .update(row?.body ?? "")
        .digest("hex"),
    );
  });

  test("keeps what cars tell an app in the order of the car", async () => {
    const app = await stage.createApp();
    const ids = [await app.announce("drive.ignition_on"), await app.announce("drive.hard_brake"), await app.announce()];
    const queues = await Promise.all(ids.map(async (id) => (await stage.findJob(id))?.queue));
    expect(new Set(queues).size).toBe(1);
    expect(queues[0]).toMatch(new RegExp(`^webhook:${app.appId}:\\d$`));
  });
});
