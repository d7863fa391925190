import { describe, expect, test } from "vitest";
import { countPlaces, deliveryPlaces, toMessageTurn, toWebhookRetryTurn, toWebhookTurn } from "./turns.ts";

const app = { accountId: 3, appId: 7 };
const queueOf = (vehicleId: number | null, failingForMs = 0) => toWebhookTurn({ ...app, vehicleId, failingForMs }).queue;
const retryQueue = toWebhookRetryTurn(app).queue;

describe("webhooks", () => {
  test("what a car reports to an app waits in one queue, and an app has few", () => {
    expect(queueOf(12)).toBe(queueOf(12));
    const all = new Set(Array.from({ length: 100 }, (_, vehicleId) => queueOf(vehicleId)));
    expect(all.size).toBe(3);
    expect(all.has(queueOf(null))).toBe(true);
    expect(all.has(retryQueue)).toBe(false);
    expect(toWebhookTurn({ ...app, appId: 8, vehicleId: 12, failingForMs: 0 }).queue).not.toBe(queueOf(12));
  });

  test("an app whose receiver has failed for a while has one queue for all", () => {
    for (const vehicleId of [null, 1, 2, 3]) expect(queueOf(vehicleId, 60_001)).toBe(retryQueue);
    expect(queueOf(1, 60_000)).toBe(queueOf(1));
  });
});

describe("messages", () => {
  const message = { accountId: 3, userId: 5 };

  test("each browser and each mail address has a queue of its own", () => {
    const turns = [null, 1, 2].map((pushSubscriptionId) => toMessageTurn({ ...message, pushSubscriptionId }));
    expect(new Set(turns.map(({ queue }) => queue)).size).toBe(3);
    expect(toMessageTurn({ ...message, userId: 6, pushSubscriptionId: null }).queue).not.toBe(turns[0]?.queue);
  });

  test("neither a person, nor an account, nor the mail server can take all places", () => {
    const flags = [null, 1].flatMap((pushSubscriptionId) => toMessageTurn({ ...message, pushSubscriptionId }).flags);
    for (const flag of [...flags, ...toWebhookRetryTurn(app).flags]) expect(countPlaces(flag)).toBeLessThanOrEqual(deliveryPlaces / 4);
    expect(countPlaces("user:5")).toBeLessThan(countPlaces("account:3"));
    expect(countPlaces("mail-of:3")).toBeLessThan(countPlaces("mail:0"));
    expect(countPlaces("toString:1")).toBe(deliveryPlaces);
  });
});
