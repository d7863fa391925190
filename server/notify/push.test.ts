import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readVapid, TestBrowser, TestPushService, testCertificate } from "./fixtures/push-service.ts";
import { createPush } from "./push.ts";
import { deriveVapidKeys } from "./vapid.ts";

const keys = deriveVapidKeys("0123456789abcdef0123456789abcdef");
const subject = "mailto:fleet@motorpool.test";
const note = { title: "Golf: hard braking", body: "Lost 40 km/h in a second. Größe: ß", path: "/alerts", tag: "alert-1" };
const allowed = { allowCidrs: ["127.0.0.0/8"], ca: testCertificate };
const browser = new TestBrowser();
let service: TestPushService;
beforeAll(async () => {
  service = await TestPushService.start();
});
afterEach(() => {
  service.status = 201;
  service.headers = {};
  service.hanging = false;
  service.received.length = 0;
});
afterAll(() => service.stop());

const send = (timeoutMs = 15_000, signal?: AbortSignal) =>
  createPush({ keys, subject, timeoutMs, ...allowed })(browser.targetAt(`${service.origin}/send/1`), note, signal);

describe("a note to a browser", () => {
  test("arrives sealed for that browser, signed by this server", async () => {
    expect(await send()).toEqual({ outcome: "sent" });
    const [request] = service.received;
    expect(request?.path).toBe("/send/1");
    expect(request?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400" });
    expect(browser.read(request?.body ?? Buffer.alloc(0))).toEqual(note);
    expect(readVapid(request?.headers["authorization"], keys.publicKey)).toMatchObject({ aud: service.origin, sub: subject });
    const other = deriveVapidKeys("another secret of thirty-two bytes");
    expect(readVapid(request?.headers["authorization"], other.publicKey)).toBeUndefined();
  });

  test.each([404, 410])("is said to be gone by %i", async (status) => {
    service.status = status;
    expect(await send()).toEqual({ outcome: "gone" });
  });

  test.each([302, 400, 429, 500])("fails with %i; no redirect is followed", async (status) => {
    service.status = status;
    service.headers = { "retry-after": "120" };
    const error = `The push service answered ${status}.`;
    expect(await send()).toEqual({ outcome: "failed", error, fault: "endpoint", isFinal: false, retryAfter: "120" });
    expect(service.received).toHaveLength(1);
  });

  test("is given up where nobody answers, and broken off where this server stops", async () => {
    service.hanging = true;
    expect(await send(50)).toMatchObject({ outcome: "failed", error: "The push service did not answer within 0.05 s." });
    const stopping = new AbortController();
    const sent = send(60_000, stopping.signal);
    stopping.abort();
    expect(await sent).toEqual({ outcome: "interrupted" });
  });

  test.each(["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "127.1", "0.0.0.0"])(
    "never goes to %s",
    async (host) => {
      const push = createPush({ keys, subject });
      const port = new URL(service.origin).port;
      const result = await push(browser.targetAt(`https://${host}:${port}/send/1`), note);
      expect(result).toMatchObject({ outcome: "failed", error: expect.stringMatching(/not public/) });
      expect(service.received).toEqual([]);
    },
  );
});
