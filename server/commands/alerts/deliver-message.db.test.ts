import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/accounts.ts";
import { endpointFailures, messages, pushSubscriptions } from "#db/schema/alerts.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { later, MessageStage, noon } from "#server/commands/fixtures/message-stage.ts";
import { TestBrowser } from "#server/notify/fixtures/push-service.ts";
import { changeAlertChannels } from "./channels.ts";
import { deliverMessage } from "./deliver-message.ts";
import { resumeEndpoint } from "./resume-endpoint.ts";
import { sendAlert } from "./send-alert.ts";

const day = 86_400_000;
let stage: MessageStage;
beforeAll(async () => {
  stage = await MessageStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const failures = () => stage.db.select().from(endpointFailures).orderBy(endpointFailures.key);

/** A fleet whose manager alone gets an alert, by mail or by push to a browser of theirs. */
async function createMessage(channel: "email" | "push") {
  const fleet = await stage.createFleet();
  const { manager, accountId } = fleet;
  await stage.db.update(memberships).set({ alertEmail: false }).where(eq(memberships.accountId, accountId));
  const scope = await scopeForUser(stage.db, manager.id, accountId);
  if (channel === "email") await changeAlertChannels(stage.depsAt(noon), scope, { email: true });
  const browserId = channel === "push" ? await fleet.browse(manager.id, new TestBrowser(), "/phone") : 0;
  const add = async (at = noon): Promise<number> => {
    const alertId = await fleet.raise("mil", { codes: ["P0420"] });
    await sendAlert(stage.depsAt(at), alertId);
    return (await stage.listMessages(alertId))[0]?.id ?? 0;
  };
  return { ...fleet, scope, browserId, add, id: await add() };
}

const find = async (id: number) => {
  const [row] = await stage.db.select().from(messages).where(eq(messages.id, id));
  if (!row) throw new Error("No such message.");
  return row;
};

describe("a mail that fails", () => {
  test("is sent again after a pause, and not after it was accepted", async () => {
    const { id, manager } = await createMessage("email");
    stage.mails.refusing = true;
    await deliverMessage(stage.depsAt(noon), id);
    const waiting = await find(id);
    expect(waiting).toMatchObject({ status: "waiting", attempts: 1, error: expect.stringContaining("451") });
    const [failure] = await failures();
    expect(failure).toMatchObject({ key: `mail:${manager.id}`, userId: manager.id, failures: 1, failingSince: noon, disabledAt: null });
    expect(failure?.pausedUntil).toEqual(waiting.nextAttemptAt);
    expect((await stage.listJobs("deliver-message")).find(({ payload }) => payload["messageId"] === id)?.runAt).toEqual(
      waiting.nextAttemptAt,
    );
    stage.mails.refusing = false;
    const at = later(60_000);
    await deliverMessage(stage.depsAt(at), id);
    expect(await find(id)).toMatchObject({ status: "sent", attempts: 2, error: null, sentAt: at, nextAttemptAt: null });
    expect(await failures()).toEqual([]);
    await deliverMessage(stage.depsAt(later(120_000)), id);
    expect(stage.mails.received).toHaveLength(1);
  });

  test("because nobody is there is not sent again", async () => {
    const { id } = await createMessage("email");
    stage.mails.knowsNobody = true;
    await deliverMessage(stage.depsAt(noon), id);
    expect(await find(id)).toMatchObject({ status: "failed", error: expect.stringContaining("550"), nextAttemptAt: null });
  });

  test("because the mail server does not answer keeps others from trying, until it does", async () => {
    const [one, other] = [await createMessage("email"), await createMessage("email")];
    stage.mails.silentAt = "greeting";
    await deliverMessage(stage.depsAt(noon, { timeoutMs: 50 }), one.id);
    const connections = stage.mails.connections;
    await deliverMessage(stage.depsAt(later(1000), { timeoutMs: 50 }), other.id);
    expect(stage.mails.connections).toBe(connections);
    const [failure] = await failures();
    expect(failure).toMatchObject({ key: "mail-server", userId: null, disabledAt: null });
    expect(await find(other.id)).toMatchObject({
      status: "waiting",
      attempts: 0,
      nextAttemptAt: failure?.pausedUntil,
      error: failure?.error,
    });
    stage.mails.silentAt = undefined;
    await stage.deliverDue(stage.depsAt(later(60_000)));
    expect(stage.mails.received).toHaveLength(2);
    expect(await failures()).toEqual([]);
  });

  test("at the same time as others counts as one failure of the mail server", async () => {
    const all = [await createMessage("email"), await createMessage("email"), await createMessage("email")];
    stage.mails.silentAt = "EHLO";
    await Promise.all(all.map(({ id }) => deliverMessage(stage.depsAt(noon, { timeoutMs: 50 }), id)));
    expect(await failures()).toMatchObject([{ key: "mail-server", failures: 1 }]);
  });

  test("is given up a day after it was due, also where nothing could be tried", async () => {
    const { id } = await createMessage("email");
    stage.mails.silentAt = "greeting";
    await deliverMessage(stage.depsAt(noon, { timeoutMs: 50 }), id);
    await deliverMessage(stage.depsAt(later(day + 1)), id);
    expect(await find(id)).toMatchObject({ status: "failed", nextAttemptAt: null, error: expect.stringContaining("mail server") });
  });

  test("stays to be looked at where there is no mail server", async () => {
    const { id } = await createMessage("email");
    await deliverMessage(stage.depsAt(noon, { smtpUrl: "" }), id);
    expect(await find(id)).toMatchObject({ status: "preview", sentAt: null, attempts: 0, nextAttemptAt: null });
  });
});

describe("a message that waits", () => {
  test("is dropped where the person left, or wants none any more", async () => {
    const [left, silent, kept] = [await createMessage("email"), await createMessage("email"), await createMessage("email")];
    await stage.db.delete(memberships).where(eq(memberships.userId, left.manager.id));
    await changeAlertChannels(stage.depsAt(noon), silent.scope, { email: false });
    await stage.deliverDue(stage.depsAt(noon));
    for (const { id } of [left, silent]) expect(await find(id)).toMatchObject({ status: "dropped", attempts: 0 });
    expect(await find(kept.id)).toMatchObject({ status: "sent" });
    expect(stage.mails.received.map(({ to }) => to)).toEqual([[kept.manager.email]]);
  });
});

describe("a browser", () => {
  test("that has unsubscribed is forgotten with what waits for it", async () => {
    const { id, add, manager } = await createMessage("push");
    const next = await add();
    stage.pushes.status = 410;
    await deliverMessage(stage.depsAt(noon), id);
    await deliverMessage(stage.depsAt(noon), next);
    expect(stage.pushes.received).toHaveLength(1);
    expect(await stage.db.select().from(pushSubscriptions).where(eq(pushSubscriptions.userId, manager.id))).toEqual([]);
    for (const each of [id, next]) expect(await find(each)).toMatchObject({ status: "dropped", nextAttemptAt: null });
  });

  test("whose push service asks for patience is left alone for as long", async () => {
    const { id } = await createMessage("push");
    Object.assign(stage.pushes, { status: 429, headers: { "retry-after": "300" } });
    await deliverMessage(stage.depsAt(noon), id);
    expect(await find(id)).toMatchObject({ status: "waiting", nextAttemptAt: later(300_000) });
  });

  test("is switched off after five days of failing, says so, and is switched on again by its owner", async () => {
    const { id, add, scope, browserId, manager, accountId } = await createMessage("push");
    stage.pushes.status = 500;
    await deliverMessage(stage.depsAt(noon), id);
    const [last, waiting] = [await add(later(5 * day)), await add(later(5 * day))];
    await deliverMessage(stage.depsAt(later(5 * day)), last);
    expect(await failures()).toMatchObject([{ key: `push:${browserId}`, failures: 2, disabledAt: later(5 * day) }]);
    for (const each of [last, waiting]) expect(await find(each)).toMatchObject({ status: "dropped" });
    const notices = await stage.db.select().from(messages).where(eq(messages.kind, "notice"));
    expect(notices).toMatchObject([{ userId: manager.id, accountId, channel: "email", subject: expect.stringContaining("phone") }]);
    await resumeEndpoint(stage.depsAt(later(6 * day)), scope, { kind: "push", id: browserId });
    expect(await failures()).toEqual([]);
    stage.pushes.status = 201;
    const again = await add(later(6 * day));
    await deliverMessage(stage.depsAt(later(6 * day)), again);
    expect(await find(again)).toMatchObject({ status: "sent" });
  });

  test("that is tried again gets at once what waits for it", async () => {
    const { id, scope, browserId } = await createMessage("push");
    stage.pushes.status = 500;
    await deliverMessage(stage.depsAt(noon), id);
    await resumeEndpoint(stage.depsAt(later(1000)), scope, { kind: "push", id: browserId });
    stage.pushes.status = 201;
    await stage.deliverDue(stage.depsAt(later(1000)));
    expect(await find(id)).toMatchObject({ status: "sent" });
  });

  test("of another person is not found", async () => {
    const [mine, other] = [await createMessage("push"), await createMessage("push")];
    const resumed = resumeEndpoint(stage.depsAt(noon), mine.scope, { kind: "push", id: other.browserId });
    await expect(resumed).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a server that stops in the middle of an attempt", () => {
  test("makes it again, and it does not count", async () => {
    const { id } = await createMessage("email");
    stage.mails.silentAt = "greeting";
    const stopping = new AbortController();
    const sent = deliverMessage(stage.depsAt(noon), id, stopping.signal);
    while (stage.mails.open === 0) await new Promise((resolve) => setImmediate(resolve));
    stopping.abort();
    await sent;
    expect(await find(id)).toMatchObject({ status: "waiting", attempts: 0, nextAttemptAt: noon });
    expect(await failures()).toEqual([]);
  });

  test("by being killed: the attempt counts, so that it ends some time", async () => {
    const { id } = await createMessage("email");
    const deps = stage.depsAt(noon);
    const killed = { ...deps, notifier: { ...deps.notifier, sendMail: () => Promise.reject(new Error("killed")) } };
    for (let kill = 0; kill < 40; kill++) await expect(deliverMessage(killed, id)).rejects.toThrow("killed");
    await deliverMessage(deps, id);
    expect(await find(id)).toMatchObject({ status: "failed", attempts: 40 });
    expect(stage.mails.received).toEqual([]);
  });
});

test("a mail that was accepted while the database failed is not sent a second time", async () => {
  const { id } = await createMessage("email");
  const deps = stage.depsAt(noon);
  await stage.sql`create function fail() returns trigger language plpgsql as $$ begin raise 'away'; end $$`;
  await stage.sql`create trigger fail before update on messages for each row when (new.status = 'sent') execute function fail()`;
  await expect(deliverMessage(deps, id)).rejects.toThrow();
  await stage.sql`drop trigger fail on messages`;
  await deliverMessage(deps, id);
  expect(await find(id)).toMatchObject({ status: "sent", attempts: 1 });
  expect(stage.mails.received).toHaveLength(1);
});
