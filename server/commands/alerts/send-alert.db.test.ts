import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listAlertRules } from "#db/queries/alerts/rules.ts";
import { accounts } from "#db/schema/accounts.ts";
import { endpointFailures, pushSubscriptions } from "#db/schema/alerts.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { setUserDisabled } from "#server/commands/accounts/users.ts";
import { MessageStage, noon } from "#server/commands/fixtures/message-stage.ts";
import { TestBrowser } from "#server/notify/fixtures/push-service.ts";
import { changeAlertChannels } from "./channels.ts";
import { changeRule } from "./rules.ts";
import { sendAlert } from "./send-alert.ts";

const night = new Date("2026-03-02T23:30:00Z");
let stage: MessageStage;
beforeAll(async () => {
  stage = await MessageStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const brake = { peakKmhS: 40.2, tier: 3 };
const told = () => stage.mails.received.flatMap(({ to }) => to).sort();

describe("an alert by e-mail", () => {
  test("goes to owners, managers and the driver concerned, each in their units and time", async () => {
    const fleet = await stage.createFleet();
    const alertId = await fleet.raise("hard_brake", brake);
    await stage.sendOut(stage.depsAt(noon), alertId);
    expect(told()).toEqual([fleet.owner, fleet.manager, fleet.driving].map(({ email }) => email).sort());
    const textFor = (email: string) => stage.mails.received.find(({ to }) => to.includes(email))?.text ?? "";
    expect(textFor(fleet.owner.email)).toMatch(/^Subject: Golf: hard braking$/m);
    expect(textFor(fleet.owner.email)).toContain(
      "Lost up to 25 mph in a second (tier 3 of 3).\nDriver: Ann\nWhen: 2026-03-02 04:30 (America/Chicago)",
    );
    expect(textFor(fleet.manager.email)).toContain("40 km/h");
    expect(textFor(fleet.manager.email)).toContain("2026-03-02 11:30 (Europe/Vienna)");
    expect(textFor(fleet.manager.email)).toContain(`https://fleet.test/alerts/${alertId}`);
    expect((await stage.listMessages(alertId)).map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
  });

  test("that is not about driving goes to no driver; what went to the log only goes to nobody", async () => {
    const fleet = await stage.createFleet();
    await stage.sendOut(stage.depsAt(noon), await fleet.raise("low_battery", { batteryV: 11.2 }));
    expect(told()).toEqual([fleet.owner.email, fleet.manager.email].sort());
    await stage.sendOut(stage.depsAt(noon), await fleet.raise("hard_brake", brake, { logOnlyReason: "late" }));
    expect(stage.mails.received).toHaveLength(2);
  });

  test("reaches neither those who do not want it nor those who may not sign in, nor anyone when the rule says so", async () => {
    const fleet = await stage.createFleet();
    await changeAlertChannels(stage.depsAt(noon), await scopeForUser(stage.db, fleet.owner.id, fleet.accountId), { email: false });
    await setUserDisabled(stage.depsAt(noon), fleet.scope, { userId: fleet.manager.id, disabled: true });
    await stage.sendOut(stage.depsAt(noon), await fleet.raise("hard_brake", brake));
    expect(told()).toEqual([fleet.driving.email]);
    const silent = await fleet.raise("mil", { codes: [] });
    for (const { id } of await listAlertRules(stage.db, fleet.scope)) {
      await changeRule(stage.depsAt(noon), fleet.scope, { ruleId: id, email: false });
    }
    await stage.sendOut(stage.depsAt(noon), silent);
    expect(await stage.listMessages(silent)).toEqual([]);
  });

  test("is stored once however often the job runs, and the job sends nothing itself", async () => {
    const fleet = await stage.createFleet();
    const alertId = await fleet.raise("mil", { codes: ["P0420"] });
    await Promise.all([1, 2, 3].map(() => sendAlert(stage.depsAt(noon), alertId)));
    expect(stage.mails.connections).toBe(0);
    const stored = await stage.listMessages(alertId);
    expect(stored).toMatchObject([
      { userId: fleet.owner.id, channel: "email", status: "waiting", attempts: 0, nextAttemptAt: noon },
      { userId: fleet.manager.id, status: "waiting" },
    ]);
    const jobs = await stage.listJobs("deliver-message");
    expect(jobs.slice(-2)).toMatchObject(
      stored.map(({ id, userId }) => ({
        payload: { messageId: id },
        queue: `mail:${userId}`,
        flags: expect.arrayContaining([`account:${fleet.accountId}`, "mail:0"]),
      })),
    );
  });
});

describe("quiet hours", () => {
  test("let messages wait for their end in the account's time zone, but not those of a rule that does not respect them", async () => {
    const fleet = await stage.createFleet();
    await stage.db.update(accounts).set({ quietFrom: "22:00", quietTo: "06:00" }).where(eq(accounts.id, fleet.accountId));
    const alertId = await fleet.raise("mil", { codes: [] });
    await stage.sendOut(stage.depsAt(night), alertId);
    expect(stage.mails.received).toEqual([]);
    const end = new Date("2026-03-03T05:00:00.000Z");
    expect(await stage.listMessages(alertId)).toMatchObject([{ status: "waiting", sendAfter: end }, { status: "waiting" }]);
    expect((await stage.listJobs("deliver-message")).slice(-2).map(({ runAt }) => runAt)).toEqual([end, end]);
    await stage.sendOut(stage.depsAt(end), alertId);
    expect(told()).toEqual([fleet.owner.email, fleet.manager.email].sort());
    await stage.sendOut(stage.depsAt(night), await fleet.raise("unplugged", { serial: "OBD-7" }));
    expect(stage.mails.received).toHaveLength(4);
  });
});

describe("an alert by web push", () => {
  test("goes to each browser of a person, one message for each", async () => {
    const fleet = await stage.createFleet();
    const [phone, laptop] = [new TestBrowser(), new TestBrowser()];
    const phoneId = await fleet.browse(fleet.manager.id, phone, "/phone");
    const laptopId = await fleet.browse(fleet.manager.id, laptop, "/laptop");
    await fleet.browse(fleet.viewer.id, new TestBrowser(), "/viewer");
    const alertId = await fleet.raise("geofence_in", { geofenceId: 1, geofence: "Depot" });
    await stage.sendOut(stage.depsAt(noon), alertId);
    expect(stage.pushes.received.map(({ path }) => path.split("/")[1])).toEqual(["phone", "laptop"]);
    expect(phone.read(stage.pushes.received[0]?.body ?? Buffer.alloc(0))).toMatchObject({
      title: "Golf: came to Depot",
      path: `/alerts/${alertId}`,
    });
    const stored = (await stage.listMessages(alertId)).filter(({ channel }) => channel === "push");
    expect(stored).toMatchObject([
      { userId: fleet.manager.id, pushSubscriptionId: phoneId, browser: "phone", status: "sent" },
      { userId: fleet.manager.id, pushSubscriptionId: laptopId, browser: "laptop", status: "sent" },
    ]);
    const [used] = await stage.db.select().from(pushSubscriptions).where(eq(pushSubscriptions.id, phoneId));
    expect(used?.lastUsedAt).toEqual(noon);
  });

  test("leaves out what was switched off because nothing arrived", async () => {
    const fleet = await stage.createFleet();
    const id = await fleet.browse(fleet.manager.id, new TestBrowser(), "/phone");
    const off = { failingSince: noon, pausedUntil: noon, disabledAt: noon, error: "hung" };
    await stage.db.insert(endpointFailures).values([
      { key: `push:${id}`, pushSubscriptionId: id, ...off },
      { key: `mail:${fleet.owner.id}`, userId: fleet.owner.id, ...off },
    ]);
    const alertId = await fleet.raise("mil", { codes: [] });
    await sendAlert(stage.depsAt(noon), alertId);
    expect(await stage.listMessages(alertId)).toMatchObject([{ userId: fleet.manager.id, channel: "email" }]);
  });
});
