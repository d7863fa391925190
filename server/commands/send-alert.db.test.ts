import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ensureDefaultRules, listAlertRules } from "#db/queries/alert-rules.ts";
import { alertMessages, pushSubscriptions } from "#db/schema/alerts.ts";
import { accounts } from "#db/schema/people.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertAlerts, insertDriver, insertUser, insertVehicle } from "#db/test-factories.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import type { AlertFacts, AlertKind } from "#server/domain/alerts/alert.ts";
import { TestMailServer } from "#server/notify/fixtures/mail-server.ts";
import { TestBrowser, TestPushService, testCertificate } from "#server/notify/fixtures/push-service.ts";
import { createMailer } from "#server/notify/mail.ts";
import { createPush } from "#server/notify/push.ts";
import { deriveVapidKeys } from "#server/notify/vapid.ts";
import { changeAlertChannels } from "./alert-channels.ts";
import { changeRule } from "./alert-rules.ts";
import type { NotifyDeps } from "./deps.ts";
import { sendAlert } from "./send-alert.ts";
import { setUserDisabled } from "./users.ts";

const noon = new Date("2026-03-02T11:00:00Z");
const night = new Date("2026-03-02T23:30:00Z");
const keys = deriveVapidKeys("0123456789abcdef0123456789abcdef");
let database: TestDatabase;
let mails: TestMailServer;
let pushes: TestPushService;
beforeAll(async () => {
  [database, mails, pushes] = await Promise.all([createTestDatabase(), TestMailServer.start(), TestPushService.start()]);
});
afterEach(() => {
  mails.refusing = false;
  mails.received.length = 0;
  pushes.status = 201;
  pushes.received.length = 0;
});
afterAll(async () => {
  await Promise.all([mails.stop(), pushes.stop()]);
  await database.drop();
});

function depsAt(now: Date, smtpUrl = mails.url): NotifyDeps {
  const sendPush = createPush({ keys, subject: "mailto:a@b.test", allowed: { addresses: ["127.0.0.1"], ca: testCertificate } });
  const notifier = { sendMail: createMailer(smtpUrl, "Motorpool <motorpool@fleet.test>"), sendPush, vapidPublicKey: keys.publicKey };
  return { db: database.orm, now: () => now, notifier: { ...notifier, publicUrl: "https://fleet.test" } };
}

/** An account in Vienna with one person of each role, all of them told by e-mail of everything. */
async function createFleet() {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db, { timeZone: "Europe/Vienna" });
  await db.transaction((tx) => ensureDefaultRules(tx, accountId));
  const scope = systemScope(accountId, "test");
  const owner = await insertUser(db, accountId, "owner", { units: "imperial", timeZone: "America/Chicago" });
  const manager = await insertUser(db, accountId, "manager");
  const viewer = await insertUser(db, accountId, "viewer");
  const driving = await insertUser(db, accountId, "driver");
  const driver = await insertDriver(db, accountId, { userId: driving.id, name: "Ann" });
  const vehicle = await insertVehicle(db, accountId, { name: "Golf" });
  const rules = await listAlertRules(db, scope);
  for (const { id } of rules) await changeRule(depsAt(noon), scope, { ruleId: id, email: true, push: true });
  return {
    ...{ accountId, scope, owner, manager, viewer, driving },
    raise: async <Kind extends AlertKind>(kind: Kind, facts: AlertFacts[Kind], more: { held?: "late" } = {}) => {
      const ruleId = rules.find((rule) => rule.kind === kind)?.id ?? null;
      const row = { accountId, ruleId, kind, severity: "warning" as const, vehicleId: vehicle.id, driverId: driver.id, createdAt: noon };
      const [id = 0] = await insertAlerts(db, [{ ...row, facts, at: new Date("2026-03-02T10:30:00Z"), ...more }]);
      return id;
    },
    messages: (alertId: number) => db.select().from(alertMessages).where(eq(alertMessages.alertId, alertId)).orderBy(asc(alertMessages.id)),
    browse: async (userId: number, browser: TestBrowser, path: string) => {
      await db.insert(pushSubscriptions).values({ userId, label: "Test", ...browser.targetAt(`${pushes.origin}${path}`) });
    },
    waiting: async (alertId: number) => {
      const rows = await database.sql`
        select run_at from graphile_worker.jobs where task_identifier = 'send-alert' and key = ${`send-alert:${alertId}`}`;
      return rows.map((row) => (row["run_at"] as Date).toISOString());
    },
  };
}

const brake = { peakKmhS: 40.2, tier: 3 };
const told = () => mails.received.flatMap(({ to }) => to).sort();

describe("an alert by e-mail", () => {
  test("goes to owners, managers and the driver concerned, each in their units and time", async () => {
    const fleet = await createFleet();
    const alertId = await fleet.raise("hard_brake", brake);
    await sendAlert(depsAt(noon), alertId);
    expect(told()).toEqual([fleet.owner, fleet.manager, fleet.driving].map(({ email }) => email).sort());
    const textFor = (email: string) => mails.received.find(({ to }) => to.includes(email))?.text ?? "";
    expect(textFor(fleet.owner.email)).toMatch(/^Subject: Golf: hard braking$/m);
    expect(textFor(fleet.owner.email)).toContain(
      "Lost up to 25 mph in a second (tier 3 of 3).\nDriver: Ann\nWhen: 2026-03-02 04:30 (America/Chicago)",
    );
    expect(textFor(fleet.manager.email)).toContain("40 km/h");
    expect(textFor(fleet.manager.email)).toContain("2026-03-02 11:30 (Europe/Vienna)");
    expect(textFor(fleet.manager.email)).toContain(`https://fleet.test/alerts/${alertId}`);
    expect((await fleet.messages(alertId)).map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
  });

  test("that is not about driving goes to no driver; held ones go to nobody", async () => {
    const fleet = await createFleet();
    await sendAlert(depsAt(noon), await fleet.raise("low_battery", { batteryV: 11.2 }));
    expect(told()).toEqual([fleet.owner.email, fleet.manager.email].sort());
    await sendAlert(depsAt(noon), await fleet.raise("hard_brake", brake, { held: "late" }));
    expect(mails.received).toHaveLength(2);
  });

  test("reaches neither those who do not want it nor those who may not sign in, nor anyone when the rule says so", async () => {
    const fleet = await createFleet();
    await changeAlertChannels(depsAt(noon), await scopeForUser(database.orm, fleet.owner.id, fleet.accountId), { email: false });
    await setUserDisabled(depsAt(noon), fleet.scope, { userId: fleet.manager.id, disabled: true });
    await sendAlert(depsAt(noon), await fleet.raise("hard_brake", brake));
    expect(told()).toEqual([fleet.driving.email]);
    const silent = await fleet.raise("mil", { codes: [] });
    for (const { id } of await listAlertRules(database.orm, fleet.scope)) {
      await changeRule(depsAt(noon), fleet.scope, { ruleId: id, email: false });
    }
    await sendAlert(depsAt(noon), silent);
    expect(await fleet.messages(silent)).toEqual([]);
  });

  test("is sent once however often the job runs, and again only where it failed", async () => {
    const fleet = await createFleet();
    const alertId = await fleet.raise("mil", { codes: ["P0420"] });
    mails.refusing = true;
    await expect(sendAlert(depsAt(noon), alertId)).rejects.toThrow("2 messages could not be sent");
    expect(await fleet.messages(alertId)).toMatchObject([
      { status: "failed", sentAt: null, error: expect.stringContaining("451") },
      { status: "failed" },
    ]);
    mails.refusing = false;
    await Promise.all([sendAlert(depsAt(noon), alertId), sendAlert(depsAt(noon), alertId)]);
    await sendAlert(depsAt(noon), alertId);
    expect(told()).toEqual([fleet.owner.email, fleet.manager.email].sort());
    expect(await fleet.messages(alertId)).toMatchObject([{ status: "sent", error: null }, { status: "sent" }]);
  });

  test("is given up when it is no longer news", async () => {
    const fleet = await createFleet();
    const alertId = await fleet.raise("mil", { codes: [] });
    mails.refusing = true;
    await sendAlert(depsAt(new Date(noon.getTime() + 25 * 3_600_000)), alertId);
    expect((await fleet.messages(alertId)).map(({ status }) => status)).toEqual(["failed", "failed"]);
  });

  test("stays to be looked at where there is no mail server", async () => {
    const fleet = await createFleet();
    const alertId = await fleet.raise("mil", { codes: [] });
    await sendAlert(depsAt(noon, ""), alertId);
    await sendAlert(depsAt(noon), alertId);
    expect((await fleet.messages(alertId)).map(({ status, sentAt }) => [status, sentAt])).toEqual([
      ["preview", null],
      ["preview", null],
    ]);
    expect(mails.received).toEqual([]);
  });
});

describe("quiet hours", () => {
  test("let messages wait for their end in the account's time zone, but not those of a rule that does not respect them", async () => {
    const fleet = await createFleet();
    await database.orm.update(accounts).set({ quietFrom: "22:00", quietTo: "06:00" }).where(eq(accounts.id, fleet.accountId));
    const alertId = await fleet.raise("mil", { codes: [] });
    await sendAlert(depsAt(night), alertId);
    expect(mails.received).toEqual([]);
    const end = "2026-03-03T05:00:00.000Z";
    expect(await fleet.messages(alertId)).toMatchObject([{ status: "waiting", sendAfter: new Date(end) }, { status: "waiting" }]);
    expect(await fleet.waiting(alertId)).toEqual([end]);
    await sendAlert(depsAt(new Date(end)), alertId);
    expect(told()).toEqual([fleet.owner.email, fleet.manager.email].sort());
    await sendAlert(depsAt(night), await fleet.raise("unplugged", { serial: "OBD-7" }));
    expect(mails.received).toHaveLength(4);
  });
});

describe("an alert by web push", () => {
  test("reaches each browser of a person; those that are gone are forgotten", async () => {
    const fleet = await createFleet();
    const [phone, laptop] = [new TestBrowser(), new TestBrowser()];
    await fleet.browse(fleet.manager.id, phone, "/phone");
    await fleet.browse(fleet.manager.id, laptop, "/laptop");
    await fleet.browse(fleet.viewer.id, new TestBrowser(), "/viewer");
    const alertId = await fleet.raise("geofence_in", { geofenceId: 1, geofence: "Depot" });
    await sendAlert(depsAt(noon), alertId);
    expect(pushes.received.map(({ path }) => path)).toEqual(["/phone", "/laptop"]);
    expect(phone.read(pushes.received[0]?.body ?? Buffer.alloc(0))).toMatchObject({
      title: "Golf: came to Depot",
      path: `/alerts/${alertId}`,
    });
    expect((await fleet.messages(alertId)).filter(({ channel }) => channel === "push")).toMatchObject([
      { userId: fleet.manager.id, status: "sent" },
    ]);
    pushes.status = 410;
    await sendAlert(depsAt(noon), await fleet.raise("mil", { codes: [] }));
    const left = await database.orm
      .select()
      .from(pushSubscriptions)
      .where(and(eq(pushSubscriptions.userId, fleet.manager.id)));
    expect(left).toEqual([]);
  });

  test("that the push service refuses is tried again", async () => {
    const fleet = await createFleet();
    await fleet.browse(fleet.manager.id, new TestBrowser(), "/phone");
    const alertId = await fleet.raise("mil", { codes: [] });
    pushes.status = 500;
    await expect(sendAlert(depsAt(noon), alertId)).rejects.toThrow("1 messages");
    pushes.status = 201;
    await sendAlert(depsAt(noon), alertId);
    expect(pushes.received).toHaveLength(2);
    expect(mails.received).toHaveLength(2);
  });
});
