import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { TestMailServer } from "./fixtures/mail-server.ts";
import { createMailer, type MailLimits } from "./mail.ts";

let server: TestMailServer;
beforeAll(async () => {
  server = await TestMailServer.start();
});
afterEach(() => {
  server.refusing = false;
  server.knowsNobody = false;
  server.silentAt = undefined;
  server.received.length = 0;
});
afterAll(() => server.stop());

const mail = { id: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", to: "ann@fleet.test", subject: "Golf: hard braking", text: "Größe: ß" };

async function send(limits: MailLimits = { handOverMs: 30_000, answerMs: 30_000 }, signal?: AbortSignal) {
  return createMailer(server.url, "Motorpool <motorpool@fleet.test>", limits)?.(mail, signal);
}

describe("a mail", () => {
  test("is sent as plain text, under the same id each time", async () => {
    expect(await send()).toEqual({ outcome: "sent" });
    expect(await send()).toEqual({ outcome: "sent" });
    const ids = server.received.map(({ text }) => /^Message-ID: (.*)$/m.exec(text)?.[1]);
    expect(ids).toEqual([`<${mail.id}@fleet.test>`, `<${mail.id}@fleet.test>`]);
    expect(server.received[0]).toMatchObject({ from: "motorpool@fleet.test", to: ["ann@fleet.test"] });
    expect(server.received[0]?.text).toContain("Auto-Submitted: auto-generated");
  });

  test("of an unknown recipient is the address's fault, for good", async () => {
    server.knowsNobody = true;
    const failed = { outcome: "failed", fault: "endpoint", isFinal: true, error: expect.stringContaining("550") };
    expect(await send()).toMatchObject(failed);
  });

  test("that is refused for now may be sent again", async () => {
    server.refusing = true;
    expect(await send()).toMatchObject({ outcome: "failed", fault: "endpoint", isFinal: false, error: expect.stringContaining("451") });
  });

  test("that no server takes is the server's fault", async () => {
    const closed = await TestMailServer.start();
    const { url } = closed;
    await closed.stop();
    const sendMail = createMailer(url, "motorpool@fleet.test");
    expect(await sendMail?.(mail)).toMatchObject({ outcome: "failed", fault: "service", isFinal: false });
  });
});

describe("a mail server that does not answer", () => {
  test.each(["greeting", "EHLO", "RCPT"] as const)("is given up, silent at %s", async (silentAt) => {
    server.silentAt = silentAt;
    const error = "The mail server did not take the mail in time.";
    expect(await send({ handOverMs: 50, answerMs: 30_000 })).toMatchObject({ outcome: "failed", fault: "service", error });
    while (server.open > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test("is waited for longer once it has the whole mail, which it may have accepted", async () => {
    server.silentAt = "mail";
    const error = "The mail server did not say what became of the mail.";
    expect(await send({ handOverMs: 1000, answerMs: 1001 })).toMatchObject({ outcome: "failed", error });
    expect(server.received).toHaveLength(1);
  });

  test("is left at once when this server stops", async () => {
    server.silentAt = "greeting";
    const stopping = new AbortController();
    const sent = send(undefined, stopping.signal);
    stopping.abort();
    expect(await sent).toEqual({ outcome: "interrupted" });
  });
});
