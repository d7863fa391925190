import type { ServerResponse } from "node:http";
import type { LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { TestPushService, testCertificate } from "#server/notify/fixtures/push-service.ts";
import { TestReceiver, verifyWebhook } from "./fixtures/test-receiver.ts";
import { webhookSecret } from "./secret.ts";
import { createWebhookSender, type SenderOptions } from "./send.ts";

const masterSecret = "0123456789abcdef0123456789abcdef";
const loopback = ["127.0.0.0/8"];
let receiver: TestReceiver;
let tls: TestPushService;
beforeAll(async () => {
  [receiver, tls] = await Promise.all([TestReceiver.start(), TestPushService.start()]);
});
afterEach(() => {
  receiver.answer = (response) => void response.writeHead(204).end();
  receiver.received.length = 0;
  receiver.connections = 0;
  tls.received.length = 0;
  tls.status = 201;
});
afterAll(() => Promise.all([receiver.stop(), tls.stop()]));

interface Sent extends Partial<SenderOptions> {
  url?: string;
  salts?: string[];
  signal?: AbortSignal;
}

const body = JSON.stringify({ type: "trip:finished", name: "Größe 🚗" });

function send({ url = receiver.url, salts = ["salt"], signal, ...options }: Sent = {}) {
  const sender = createWebhookSender({ masterSecret, allowCidrs: loopback, ...options });
  return sender({ id: "msg_1", at: new Date(), body, url, salts }, signal);
}

/** A resolver that gives one list of addresses after the other, and the last of them from then on. */
function resolveTo(...answers: string[][]): { lookup: LookupFunction; asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { lookup, asked };
}

const answerWith = (status: number, headers: Record<string, string> = {}, text: string | Buffer = "") => {
  receiver.answer = (response: ServerResponse) => void response.writeHead(status, headers).end(text);
};

describe("an attempt to deliver", () => {
  test("carries the body as it is, signed for receivers of Standard Webhooks", async () => {
    expect(await send()).toMatchObject({ status: 204, error: null, answer: "" });
    const [got] = receiver.received;
    if (!got) throw new Error("Nothing came.");
    expect(verifyWebhook(got, webhookSecret(masterSecret, "salt"))).toEqual(JSON.parse(body));
    expect(got).toMatchObject({ path: "/hook", body, headers: { "content-type": "application/json", "webhook-id": "msg_1" } });
    expect(Object.keys(got.headers)).not.toContain("cookie");
  });

  test("is signed by both secrets while one takes the other's place, and by no other", async () => {
    await send({ salts: ["new", "old"] });
    const [got] = receiver.received;
    if (!got) throw new Error("Nothing came.");
    for (const salt of ["new", "old"]) expect(verifyWebhook(got, webhookSecret(masterSecret, salt))).toEqual(JSON.parse(body));
    expect(() => verifyWebhook(got, webhookSecret(masterSecret, "older"))).toThrow("No matching signature");
    expect(() => verifyWebhook({ ...got, body: `${body} ` }, webhookSecret(masterSecret, "new"))).toThrow("No matching signature");
  });

  test("goes over TLS, and only to whom the certificate names", async () => {
    const url = `${tls.origin}/hook`;
    expect(await send({ url, ca: testCertificate })).toMatchObject({ status: 201 });
    expect(tls.received).toHaveLength(1);
    expect(await send({ url })).toMatchObject({ status: null, error: expect.stringContaining("self-signed") });
    const elsewhere = `https://elsewhere.example:${new URL(url).port}/hook`;
    const { lookup } = resolveTo(["127.0.0.1"]);
    expect(await send({ url: elsewhere, ca: testCertificate, lookup })).toMatchObject({
      status: null,
      error: expect.stringMatching(/altnames/),
    });
    expect(tls.received).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])("follows no redirect: %i", async (status) => {
    const trap = await TestReceiver.start();
    answerWith(status, { location: trap.url });
    expect(await send()).toMatchObject({ status, error: null });
    expect(receiver.received).toHaveLength(1);
    expect(trap.connections).toBe(0);
    await trap.stop();
  });

  test("keeps the beginning of the answer without what moves cursors", async () => {
    answerWith(500, {}, `\u001b[2Jno\u0000pe\r\n\u202e${"x".repeat(5000)}`);
    const { answer, status } = await send();
    expect(status).toBe(500);
    expect(answer).toBe(`[2Jnope ${"x".repeat(992)}`);
  });

  test("tells when it may be tried again", async () => {
    answerWith(429, { "retry-after": "7" });
    expect(await send()).toMatchObject({ status: 429, retryAfter: "7" });
  });

  test("reads no more than the beginning of a giant answer", async () => {
    let written = 0;
    let gone = false;
    receiver.answer = (response) => {
      response.writeHead(200).on("close", () => {
        gone = true;
      });
      const more = () => {
        if (gone) return;
        written += 16_384;
        response.write("y".repeat(16_384), () => setImmediate(more));
      };
      more();
    };
    expect(await send()).toMatchObject({ status: 200, answer: "y".repeat(1000) });
    expect(written).toBeLessThan(64 * 2 ** 20);
  });

  test("does not inflate what a receiver sends", async () => {
    answerWith(200, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(20 * 2 ** 20, "z")));
    const { status, answer } = await send();
    expect(status).toBe(200);
    expect(answer).not.toContain("zzzz");
    expect(receiver.received[0]?.headers["accept-encoding"]).toBe("identity");
  });

  test("gives up when no answer comes, and takes a status whose body never ends", async () => {
    receiver.answer = () => {};
    expect(await send({ timeoutMs: 50 })).toMatchObject({ status: null, error: "No answer within 0.05 s.", interrupted: false });
    receiver.answer = (response) => void response.writeHead(200).write("begun");
    // Long enough for the beginning to come in on a busy machine.
    expect(await send({ timeoutMs: 1500 })).toMatchObject({ status: 200, error: null, answer: "begun" });
  });

  test("ends when this server stops", async () => {
    const stopping = new AbortController();
    receiver.answer = () => stopping.abort();
    expect(await send({ signal: stopping.signal })).toMatchObject({ status: null, interrupted: true });
    expect(await send({ signal: stopping.signal })).toMatchObject({ status: null, interrupted: true });
    expect(receiver.received).toHaveLength(1);
  });

  test("says what went wrong below HTTP", async () => {
    const closed = await TestReceiver.start();
    const { url } = closed;
    await closed.stop();
    expect((await send({ url })).error).toContain("ECONNREFUSED");
    receiver.answer = (response) => response.socket?.destroy();
    expect((await send()).error).toMatch(/hang up|closed/);
    receiver.answer = (response) => void response.socket?.end("SSH-2.0-OpenSSH\r\n\r\n");
    expect((await send()).error).toMatch(/Parse Error/);
  });
});

describe("where nothing is sent", () => {
  const hosts = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2a00:1450::5efe:7f00:1]",
    "[4000::1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
  ];

  // A port of its own is refused at once: so that addresses are what is judged, any network that is none of these is named.
  test.each(hosts)("https://%s", async (host) => {
    const outcome = await send({ url: `https://${host}/hook`, allowCidrs: ["203.0.113.7/32"] });
    expect(outcome).toMatchObject({ status: null, error: expect.stringMatching(/not public|ENOTFOUND localhost\.$/) });
  });

  test.each(hosts)("http://%s on the port of a listener", async (host) => {
    const outcome = await send({ url: `http://${host}:${receiver.port}/hook`, allowCidrs: ["203.0.113.7/32"] });
    expect(outcome).toMatchObject({ status: null, error: expect.stringMatching(/Only the networks|ENOTFOUND localhost\.$/) });
    expect(receiver.connections).toBe(0);
  });

  test.each([
    ["http://app.example/hook", /https/],
    [`https://app.example:8443/hook`, /port/],
    ["https://user:secret@app.example/hook", /user name/],
    ["ftp://app.example/hook", /https/],
    ["file:///etc/passwd", /https/],
    ["not an address", /address such as/],
  ])("%s while no network is named", async (url, words) => {
    const { lookup, asked } = resolveTo(["127.0.0.1"]);
    expect(await send({ url, allowCidrs: [], lookup })).toMatchObject({ status: null, error: expect.stringMatching(words) });
    expect(asked).toEqual([]);
  });

  test("a public host that is only reached without TLS or on another port", async () => {
    for (const url of ["http://app.example/hook", "https://app.example:8443/hook"]) {
      const { lookup } = resolveTo(["93.184.216.34"]);
      expect(await send({ url, lookup })).toMatchObject({ status: null, error: expect.stringMatching(/Only the networks/) });
    }
  });

  test("a name of which one address is not public", async () => {
    const { lookup, asked } = resolveTo(["93.184.216.34", "127.0.0.1"]);
    const outcome = await send({ url: "https://app.example/hook", allowCidrs: [], lookup });
    expect(outcome).toMatchObject({ status: null, error: expect.stringMatching(/not public/) });
    expect(asked).toEqual(["app.example"]);
  });

  test.each(["127.0.0.1", "::ffff:127.0.0.1", "::1", "169.254.169.254", "64:ff9b::7f00:1", "::7f00:1"])(
    "a name that is public at first and means %s from then on",
    async (address) => {
      const { lookup, asked } = resolveTo(["203.0.113.7"], [address]);
      const sender = createWebhookSender({ masterSecret, allowCidrs: ["203.0.113.7/32"], lookup, timeoutMs: 100 });
      const message = { id: "msg_1", body, salts: ["salt"], url: `http://app.example:${receiver.port}/hook` };
      const first = await sender({ ...message, at: new Date() });
      expect(first.status).toBeNull();
      // Looked up once for each attempt: what was judged is what is connected to.
      expect(asked).toHaveLength(1);
      const second = await sender({ ...message, at: new Date() });
      expect(second).toMatchObject({ status: null, error: expect.stringMatching(/Only the networks/) });
      expect(asked).toHaveLength(2);
      expect(receiver.connections).toBe(0);
    },
  );

  test("but a name of a named network is reached, on the address that was judged", async () => {
    const { lookup, asked } = resolveTo(["127.0.0.1"], ["10.0.0.1"]);
    expect(await send({ url: `http://cars.lan:${receiver.port}/hook`, lookup })).toMatchObject({ status: 204 });
    expect(asked).toEqual(["cars.lan"]);
    expect(receiver.received[0]?.headers["host"]).toBe(`cars.lan:${receiver.port}`);
  });
});
