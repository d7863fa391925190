import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { now as noon } from "#server/api/automatic/fixtures/fleet.ts";
import { day, later, masterSecret, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { verifyWebhook } from "#server/webhooks/fixtures/test-receiver.ts";
import { webhookSecret } from "#server/webhooks/secret.ts";
import { updateApp } from "./apps.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { redeliverWebhook } from "./redeliver-webhook.ts";

let stage: WebhookStage;
beforeAll(async () => {
  stage = await WebhookStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("signatures", () => {
  test("are verified, under one id and a new moment for each attempt", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.answerWith(500);
    const real = new Date();
    await deliverWebhook(stage.depsAt(new Date(real.getTime() - 60_000)), { deliveryId });
    await deliverWebhook(stage.depsAt(real), { deliveryId });
    const secret = webhookSecret(masterSecret, (await app.row())?.webhookSalt ?? "");
    const [first, second] = stage.receiver.received;
    if (!first || !second) throw new Error("Two should have come.");
    for (const got of [first, second]) expect(verifyWebhook(got, secret)).toMatchObject({ type: "trip:finished" });
    expect(second.body).toBe(first.body);
    const { messageId } = await app.find(deliveryId);
    expect([first, second].map(({ headers }) => headers["webhook-id"])).toEqual([messageId, messageId]);
    expect(Number(second.headers["webhook-timestamp"]) - Number(first.headers["webhook-timestamp"])).toBe(60);
  });

  test("are made with the secret before too until its time is over", async () => {
    const real = new Date();
    const rotated = { webhookSalt: "new", webhookPreviousSalt: "old", webhookPreviousUntil: new Date(real.getTime() + 1000) };
    const app = await stage.createApp(rotated);
    await deliverWebhook(stage.depsAt(real), { deliveryId: await app.announce() });
    await deliverWebhook(stage.depsAt(new Date(real.getTime() + 1000)), { deliveryId: await app.announce("mil.off") });
    const [both, one] = stage.receiver.received;
    if (!both || !one) throw new Error("Two should have come.");
    const [fresh, old] = [webhookSecret(masterSecret, "new"), webhookSecret(masterSecret, "old")];
    for (const secret of [fresh, old]) expect(verifyWebhook(both, secret)).toMatchObject({ type: "trip:finished" });
    expect(verifyWebhook(one, fresh)).toMatchObject({ type: "mil:off" });
    expect(() => verifyWebhook(one, old)).toThrow("No matching signature");
  });
});

describe("what fails", () => {
  test("is tried three more times, ten seconds apart", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.answerWith(500);
    expect(await stage.deliverUntilEnd(deliveryId)).toEqual([0, 10, 20, 30]);
    expect(stage.receiver.received).toHaveLength(4);
    const { attempts, ...ended } = await app.find(deliveryId);
    expect(ended).toMatchObject({ status: "failed", nextAttemptAt: null, endedAt: later(30_000) });
    expect(attempts.map(({ at }) => at)).toEqual([0, 10, 20, 30].map((s) => later(s * 1000)));
    for (const attempt of attempts) expect(attempt).toMatchObject({ status: 500, error: null, answer: "what it says" });
    expect((await app.row())?.webhookFailingSince).toEqual(noon);
  });

  test("and then arrives is tried no more", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.receiver.answer = (response) => void response.writeHead(stage.receiver.received.length < 3 ? 500 : 202).end();
    expect(await stage.deliverUntilEnd(deliveryId)).toEqual([0, 10, 20]);
    expect(await app.find(deliveryId)).toMatchObject({ status: "arrived", endedAt: later(20_000) });
    expect((await app.row())?.webhookFailingSince).toBeNull();
    await deliverWebhook(stage.depsAt(later(60_000)), { deliveryId });
    expect(stage.receiver.received).toHaveLength(3);
  });

  test("is tried for days where the app asks for it", async () => {
    const app = await stage.createApp({ webhookSchedule: "long" });
    const deliveryId = await app.announce();
    stage.answerWith(500);
    const moments = await stage.deliverUntilEnd(deliveryId);
    const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    const plannedS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(pauses).toHaveLength(plannedS.length);
    for (const [index, planned] of plannedS.entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(planned);
      expect(pauses[index]).toBeLessThanOrEqual(planned * 1.1);
    }
  });

  test.each([301, 307, 400, 404])("by an answer %i is a failure", async (status) => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.answerWith(status, { location: `${stage.receiver.url}/elsewhere` });
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect(await app.find(deliveryId)).toMatchObject({ status: "waiting", nextAttemptAt: later(10_000), attempts: [{ status }] });
    expect(stage.receiver.received).toHaveLength(1);
  });

  test("by no answer in time, or none at all, says why", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.receiver.answer = () => {};
    await deliverWebhook(stage.depsAt(noon, 50), { deliveryId });
    stage.receiver.answer = (response) => response.socket?.destroy();
    await deliverWebhook(stage.depsAt(later(10_000)), { deliveryId });
    const { attempts } = await app.find(deliveryId);
    expect(attempts).toMatchObject([
      { status: null, error: "No answer within 0.05 s." },
      { status: null, error: expect.stringMatching(/hang up|closed/) },
    ]);
  });

  test.each([429, 503])("waits as long as %i asks for", async (status) => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    stage.answerWith(status, { "retry-after": "120" });
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect((await stage.findJob(deliveryId))?.runAt).toEqual(later(120_000));
  });

  test("as news of a drive is not told when it is old; a trip is", async () => {
    const app = await stage.createApp();
    const [news, trip] = [await app.announce("drive.hard_brake"), await app.announce("trip.completed")];
    for (const deliveryId of [news, trip]) await deliverWebhook(stage.depsAt(later(300_001)), { deliveryId });
    expect((await app.find(news)).status).toBe("dropped");
    expect((await app.find(trip)).status).toBe("arrived");
    expect(stage.receiver.received).toHaveLength(1);
  });
});

describe("a webhook is switched off", () => {
  test("by 410, at once, with a notice to the app's owner; nothing more is sent", async () => {
    const app = await stage.createApp();
    const [deliveryId, waiting] = [await app.announce("mil.on"), await app.announce("mil.off")];
    stage.answerWith(410);
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect(await app.row()).toMatchObject({ webhookDisabledAt: noon, webhookDisabledReason: "gone" });
    expect(await app.find(deliveryId)).toMatchObject({ status: "failed", nextAttemptAt: null });
    expect(await app.find(waiting)).toMatchObject({ status: "dropped", nextAttemptAt: null });
    expect(await app.notices()).toMatchObject([
      { userId: app.owner.id, channel: "email", body: expect.stringContaining(`https://fleet.test/developers/apps/${app.appId}`) },
    ]);
    await deliverWebhook(stage.depsAt(later(1000)), { deliveryId: waiting });
    expect(stage.receiver.received).toHaveLength(1);
    await expect(redeliverWebhook(stage.depsAt(noon), app.scope, { deliveryId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("after five days of failing without exception, with one notice", async () => {
    const app = await stage.createApp();
    stage.answerWith(500);
    const since = async () => (await app.row())?.webhookFailingSince;
    await deliverWebhook(stage.depsAt(noon), { deliveryId: await app.announce() });
    await deliverWebhook(stage.depsAt(later(4 * day)), { deliveryId: await app.announce("mil.on") });
    expect(await since()).toEqual(noon);
    stage.answerWith(200);
    await deliverWebhook(stage.depsAt(later(4 * day + 1)), { deliveryId: await app.announce("mil.off") });
    expect(await since()).toBeNull();
    stage.answerWith(500);
    await deliverWebhook(stage.depsAt(later(5 * day)), { deliveryId: await app.announce("mil.on") });
    await deliverWebhook(stage.depsAt(later(10 * day - 1)), { deliveryId: await app.announce("mil.on") });
    expect((await app.row())?.webhookDisabledAt).toBeNull();
    const last = [await app.announce("mil.on"), await app.announce("mil.off")];
    await Promise.all(last.map((deliveryId) => deliverWebhook(stage.depsAt(later(10 * day)), { deliveryId })));
    expect(await app.row()).toMatchObject({ webhookDisabledAt: later(10 * day), webhookDisabledReason: "failing" });
    expect(await app.notices()).toHaveLength(1);
  });

  test("and on again by its owner, then events are told again", async () => {
    const app = await stage.createApp({ webhookDisabledAt: noon, webhookDisabledReason: "gone", webhookFailingSince: noon });
    const change = { appId: app.appId, webhookOn: true } as const;
    await updateApp({ ...stage.depsAt(noon), masterSecret, webhookNetworks: ["127.0.0.0/8"] }, app.scope, change);
    await deliverWebhook(stage.depsAt(noon), { deliveryId: await app.announce() });
    expect(stage.receiver.received).toHaveLength(1);
  });
});

describe("a server that stops in the middle of an attempt", () => {
  test("makes it again, and it does not count", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    const stopping = new AbortController();
    stage.receiver.answer = () => stopping.abort();
    await deliverWebhook(stage.depsAt(noon), { deliveryId }, stopping.signal);
    expect(await app.find(deliveryId)).toMatchObject({ status: "waiting", nextAttemptAt: noon });
    stage.answerWith(500);
    expect(await stage.deliverUntilEnd(deliveryId)).toEqual([0, 10, 20, 30]);
  });

  test("by being killed: the attempt counts, so that it ends some time", async () => {
    const app = await stage.createApp();
    const deliveryId = await app.announce();
    const killed = { ...stage.depsAt(noon), sendWebhook: () => Promise.reject(new Error("killed")) };
    for (let kill = 0; kill < 3; kill++) await expect(deliverWebhook(killed, { deliveryId })).rejects.toThrow("killed");
    const attempt = { status: null, error: "Cut short." };
    expect(await app.find(deliveryId)).toMatchObject({ status: "waiting", attempts: [attempt, attempt, attempt] });
    await deliverWebhook(stage.depsAt(noon), { deliveryId });
    expect(await app.find(deliveryId)).toMatchObject({ status: "arrived" });
    const other = await app.announce("mil.on");
    for (let kill = 0; kill < 4; kill++) await expect(deliverWebhook(killed, { deliveryId: other })).rejects.toThrow("killed");
    await deliverWebhook(stage.depsAt(noon), { deliveryId: other });
    expect(await app.find(other)).toMatchObject({ status: "failed", nextAttemptAt: null });
    expect(stage.receiver.received).toHaveLength(1);
  });
});
