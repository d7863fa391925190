import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { now as noon } from "#server/api/automatic/fixtures/fleet.ts";
import { later, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { type RoadEventType, roadEventNames } from "#server/domain/automatic/road-event.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { announceEvents } from "./queue-webhooks.ts";

let stage: WebhookStage;
beforeAll(async () => {
  stage = await WebhookStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("an event", () => {
  test.each(Object.entries(roadEventNames).filter(([type]) => type !== "drive.location"))("%s is told as %s", async (type, name) => {
    const app = await stage.createApp();
    const deliveryId = await app.announce(type as RoadEventType);
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect(stage.receiver.received).toHaveLength(1);
    const body = JSON.parse(stage.receiver.received[0]?.body ?? "");
    expect(body).toMatchObject({ type: name, created_at: later(-1000).getTime(), user: { v2_id: expect.stringMatching(/^U_/) } });
    expect(await app.find(deliveryId)).toMatchObject({ type: name, status: "arrived", isTest: false, nextAttemptAt: null });
  });

  test("of where a car is each minute is not told", async () => {
    const app = await stage.createApp();
    await app.announce("drive.location");
    expect(await app.log()).toEqual([]);
  });

  test("is told once however often it is announced", async () => {
    const app = await stage.createApp();
    const eventId = await app.append("mil.on");
    await Promise.all([announceEvents(stage.depsAt(noon), [eventId]), announceEvents(stage.depsAt(noon), [eventId])]);
    await announceEvents(stage.depsAt(noon), [eventId]);
    expect(await app.log()).toHaveLength(1);
  });

  test("is told in the body of the version the app asks for", async () => {
    const app = await stage.createApp({ webhookFormat: "v1" });
    await deliverWebhook(stage.depsAt(noon), { deliveryId: await app.announce("mil.on") });
    expect(JSON.parse(stage.receiver.received[0]?.body ?? "").user).toEqual({ id: expect.stringMatching(/^U_/) });
  });

  test("is not announced to apps without a webhook, or whose webhook is switched off", async () => {
    const silent = [await stage.createApp({ webhookUrl: null }), await stage.createApp({ webhookDisabledAt: noon })];
    for (const app of silent) {
      await app.announce();
      expect(await app.log()).toEqual([]);
    }
  });
});
