import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readVapid, TestBrowser, TestPushService, testCertificate } from "./fixtures/push-service.ts";
import { createPush } from "./push.ts";
import { deriveVapidKeys } from "./vapid.ts";

const keys = deriveVapidKeys("0123456789abcdef0123456789abcdef");
const subject = "mailto:fleet@motorpool.test";
const note = { title: "Golf: hard braking", body: "Lost 40 km/h in a second. Größe: ß", path: "/alerts", tag: "alert-1" };
const allowed = { addresses: ["127.0.0.1"], ca: testCertificate };
const browser = new TestBrowser();
let service: TestPushService;
beforeAll(async () => {
  service = await TestPushService.start();
});
afterEach(() => {
  service.status = 201;
  service.received.length = 0;
});
afterAll(() => service.stop());

const send = () => createPush({ keys, subject, allowed })(browser.targetAt(`${service.origin}/send/1`), note);

describe("a note to a browser", () => {
  test("arrives sealed for that browser, signed by this server", async () => {
    expect(await send()).toBe("sent");
    const [request] = service.received;
    expect(request?.path).toBe("/send/1");
    expect(request?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400" });
    expect(browser.read(request?.body ?? Buffer.alloc(0))).toEqual(note);
    expect(readVapid(request?.headers["authorization"], keys.publicKey)).toMatchObject({ aud: service.origin, sub: subject });
    const other = deriveVapidKeys("another secret of thirty-two bytes");
    expect(readVapid(request?.headers["authorization"], other.publicKey)).toBeUndefined();
  });

  test.each([404, 410])("is told to be gone by %i", async (status) => {
    service.status = status;
    expect(await send()).toBe("gone");
  });

  test.each([302, 400, 429, 500])("fails with %i; no redirect is followed", async (status) => {
    service.status = status;
    await expect(send()).rejects.toThrow(String(status));
    expect(service.received).toHaveLength(1);
  });

  test.each(["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "127.1", "0.0.0.0"])(
    "never goes to %s",
    async (host) => {
      const push = createPush({ keys, subject });
      const port = new URL(service.origin).port;
      await expect(push(browser.targetAt(`https://${host}:${port}/send/1`), note)).rejects.toThrow(/not public/);
      expect(service.received).toEqual([]);
    },
  );
});
