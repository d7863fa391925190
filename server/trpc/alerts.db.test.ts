import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertAlerts, insertDriver, insertTrip, insertUser, insertVehicle } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { createAccount } from "#server/commands/accounts/accounts.ts";
import { createCallerFactory, type TrpcContext } from "./init.ts";
import { appRouter } from "./root.ts";

const now = new Date("2026-03-10T12:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const notifier = { vapidPublicKey: "BKey", publicUrl: "http://localhost:3000" };

/** The screens' API as a person of an account calls it. */
async function callAs(user: { id: number; name: string; email: string }, accountId: number) {
  const scope = await scopeForUser(database.orm, user.id, accountId);
  const { id: userId, name, email } = user;
  const context: TrpcContext = {
    deps: { db: database.orm, now: () => now },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session: { userId, accountId, role: "owner", name, email, units: "metric", timeZone: null },
    scope,
    notifier,
  };
  return createCallerFactory(appRouter)(context);
}

async function createFleet() {
  const db = database.orm;
  const { id: accountId } = await createAccount(
    { db, now: () => now },
    { kind: "system", reason: "test" },
    { name: crypto.randomUUID(), timeZone: "Asia/Kolkata" },
  );
  const [owner, viewer, driving] = [
    await insertUser(db, accountId, "owner"),
    await insertUser(db, accountId, "viewer"),
    await insertUser(db, accountId, "driver"),
  ];
  const me = await insertDriver(db, accountId, { userId: driving.id });
  const [mine, pool] = [await insertVehicle(db, accountId), await insertVehicle(db, accountId)];
  await assignTestDriver(db, accountId, { driverId: me.id, vehicleId: mine.id });
  const row = { accountId, severity: "warning" as const, at: new Date("2026-03-10T11:00:00Z") };
  const brake = { ...row, kind: "hard_brake" as const, facts: { peakKmhS: 12, tier: 2 } };
  const lamp = { ...row, kind: "mil" as const, severity: "critical" as const, facts: { codes: ["P0420"] } };
  const ids = await insertAlerts(db, [
    { ...brake, vehicleId: mine.id, driverId: me.id },
    { ...brake, vehicleId: mine.id },
    { ...lamp, vehicleId: mine.id },
    { ...lamp, vehicleId: pool.id },
    { ...brake, vehicleId: pool.id, driverId: me.id },
    { ...brake, vehicleId: mine.id, driverId: me.id, logOnlyReason: "late" },
  ]);
  const calls = {
    owner: await callAs(owner, accountId),
    viewer: await callAs(viewer, accountId),
    driver: await callAs(driving, accountId),
  };
  const [ownBrake = 0, othersBrake = 0, ownLamp = 0, poolLamp = 0, poolBrake = 0, late = 0] = ids;
  return { accountId, calls, me, mine, pool, ids: { ownBrake, othersBrake, ownLamp, poolLamp, poolBrake, late } };
}

const idsOf = ({ items }: { items: readonly { id: number }[] }) => items.map(({ id }) => id);

describe("the inbox", () => {
  test("shows the fleet everything, and drivers what concerns them and their cars now", async () => {
    const { calls, ids } = await createFleet();
    const { ownBrake, othersBrake, ownLamp, poolLamp, poolBrake, late } = ids;
    expect(idsOf(await calls.owner.alerts.list({}))).toEqual([poolBrake, poolLamp, ownLamp, othersBrake, ownBrake]);
    expect(idsOf(await calls.driver.alerts.list({}))).toEqual([poolBrake, ownLamp, ownBrake]);
    expect(idsOf(await calls.driver.alerts.list({ delivery: "log_only" }))).toEqual([late]);
    for (const alertId of [othersBrake, poolLamp]) {
      await expect(calls.driver.alerts.get({ alertId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(calls.driver.alerts.acknowledge({ alertId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const stranger = await createFleet();
    expect(idsOf(await stranger.calls.owner.alerts.list({ delivery: "all" }))).not.toContain(ownBrake);
    await expect(stranger.calls.owner.alerts.get({ alertId: ownBrake })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("filters by all that it lists, and pages", async () => {
    const { calls, ids, mine, me } = await createFleet();
    const { ownBrake, othersBrake, ownLamp, poolLamp, poolBrake } = ids;
    const { list } = calls.owner.alerts;
    expect(idsOf(await list({ kinds: ["mil"] }))).toEqual([poolLamp, ownLamp]);
    expect(idsOf(await list({ severities: ["critical"], vehicleId: mine.id }))).toEqual([ownLamp]);
    expect(idsOf(await list({ driverId: me.id }))).toEqual([poolBrake, ownBrake]);
    await calls.owner.alerts.acknowledge({ alertId: poolLamp });
    expect(idsOf(await list({ state: "acknowledged" }))).toEqual([poolLamp]);
    expect(idsOf(await list({ state: "open", kinds: ["mil"] }))).toEqual([ownLamp]);
    const first = await list({ limit: 3 });
    expect(first.nextCursor).toBe(ownLamp);
    const second = await list({ limit: 3, cursor: first.nextCursor ?? 0 });
    expect([idsOf(second), second.nextCursor]).toEqual([[othersBrake, ownBrake], null]);
  });

  test("gives a moment of a drive the zone of the drive's place, any other none", async () => {
    const db = database.orm;
    const { accountId, calls, mine } = await createFleet();
    const startedAt = new Date("2026-03-09T20:00:00Z");
    const zones = { startTimeZone: "America/Chicago", endTimeZone: "America/Chicago" };
    await insertTrip(db, { accountId, vehicleId: mine.id, startedAt, ...zones });
    const earlier = new Date("2026-03-09T15:00:00Z");
    await insertTrip(db, {
      accountId,
      vehicleId: mine.id,
      startedAt: earlier,
      startTimeZone: "America/Denver",
      endTimeZone: "America/Denver",
    });
    const lamp = { accountId, severity: "critical" as const, vehicleId: mine.id, kind: "mil" as const, facts: { codes: [] } };
    const [onTheDrive = 0, between = 0] = await insertAlerts(db, [
      { ...lamp, at: new Date(startedAt.getTime() + 60_000) },
      { ...lamp, at: new Date(startedAt.getTime() - 60_000) },
    ]);
    expect(await calls.owner.alerts.get({ alertId: onTheDrive })).toMatchObject({ timeZone: "America/Chicago" });
    expect(await calls.owner.alerts.get({ alertId: between })).toMatchObject({ timeZone: null });
  });

  test("is in the order in which things happened, whenever they were known, from page to page", async () => {
    const { calls, accountId } = await createFleet();
    const at = (day: number, hour: number) => new Date(Date.UTC(2026, 1, day, hour));
    const moments = [at(3, 9), at(1, 9), at(2, 9), at(3, 8), at(1, 10), at(3, 9), at(2, 8)];
    const rows = moments.map((moment) => ({ accountId, kind: "silent" as const, severity: "info" as const, at: moment }));
    await insertAlerts(
      database.orm,
      rows.map((row) => ({ ...row, logOnlyReason: "late" as const, facts: { hours: 72, lastAt: "2026-01-01T00:00:00Z" } })),
    );
    const seen: { id: number; at: Date }[] = [];
    for (let cursor: number | null | undefined; cursor !== null; ) {
      const page = await calls.owner.alerts.list({ delivery: "log_only", kinds: ["silent"], limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen.map((alert) => alert.at)).toEqual(moments.toSorted((a, b) => b.getTime() - a.getTime()));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(moments.length);
    const stranger = await createFleet();
    const cursor = seen[0]?.id ?? 0;
    expect((await stranger.calls.owner.alerts.list({ delivery: "all", cursor })).items).toEqual([]);
  });

  test("counts what a person has not seen, each for themselves", async () => {
    const { calls, ids } = await createFleet();
    expect(await calls.owner.alerts.unreadCount()).toEqual({ count: 5, readId: 0 });
    expect((await calls.driver.alerts.unreadCount()).count).toBe(3);
    await calls.driver.alerts.markRead({ upToId: ids.ownLamp });
    expect(await calls.driver.alerts.unreadCount()).toEqual({ count: 1, readId: ids.ownLamp });
    await calls.driver.alerts.markRead({ upToId: ids.ownBrake });
    expect((await calls.driver.alerts.unreadCount()).readId).toBe(ids.ownLamp);
    expect((await calls.owner.alerts.unreadCount()).count).toBe(5);
    await calls.owner.alerts.acknowledge({ alertId: ids.poolBrake });
    expect((await calls.viewer.alerts.unreadCount()).count).toBe(4);
    // A mark beyond all alerts does not swallow those to come.
    await calls.viewer.alerts.markRead({ upToId: 1_000_000 });
    expect((await calls.viewer.alerts.unreadCount()).readId).toBeLessThan(1_000_000);
  });
});

describe("rules and channels", () => {
  test("rules are made, changed and removed with a way back; what they may not ask for is named", async () => {
    const { calls } = await createFleet();
    const { owner, viewer } = calls;
    const { id: ruleId } = await owner.alerts.createRule({ kind: "speed_limit", params: { toleranceKmh: 0, leastS: 30 }, cooldownS: 3600 });
    await owner.alerts.changeRule({ ruleId, email: true });
    const removed = await owner.alerts.removeRule({ ruleId });
    expect(removed).toMatchObject({ kind: "speed_limit", params: { toleranceKmh: 0, leastS: 30 }, cooldownS: 3600, email: true });
    const wrong = [{ params: { toleranceKmh: 5 } }, { params: { hours: 5 } }, { cooldownS: 5 }, { maxAgeS: 0 }];
    for (const part of wrong) {
      await expect(owner.alerts.createRule({ kind: "speed_limit", ...part })).rejects.toMatchObject({
        code: "BAD_REQUEST",
        message: expect.stringContaining(Object.keys(part)[0] ?? ""),
      });
    }
    await expect(owner.alerts.createRule({ kind: "geofence_in", params: { geofenceId: 999_999 } })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(viewer.alerts.createRule({ kind: "mil" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const rules = await viewer.alerts.rules();
    for (const rule of rules.slice(1)) await owner.alerts.removeRule({ ruleId: rule.id });
    await expect(owner.alerts.removeRule({ ruleId: rules[0]?.id ?? 0 })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("rules are snoozed and woken", async () => {
    const { calls, mine } = await createFleet();
    const [rule] = await calls.owner.alerts.rules();
    const until = new Date("2026-03-10T18:00:00Z");
    const args = { ruleId: rule?.id ?? 0, vehicleId: mine.id };
    await calls.owner.alerts.snooze({ ...args, until: new Date("2026-03-10T13:00:00Z") });
    const snoozeId = await calls.owner.alerts.snooze({ ...args, until });
    expect(await calls.viewer.alerts.snoozes()).toMatchObject([{ id: snoozeId, kind: rule?.kind, vehicle: { id: mine.id }, until }]);
    await calls.owner.alerts.unsnooze({ snoozeId });
    expect(await calls.viewer.alerts.snoozes()).toEqual([]);
    for (const wrong of [now, new Date("2027-03-10T18:00:00Z")]) {
      await expect(calls.owner.alerts.snooze({ ...args, until: wrong })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
  });

  test("quiet hours belong to the account, channels and browsers to the person", async () => {
    const { calls } = await createFleet();
    const { alerts } = calls.owner;
    await alerts.changeQuietHours({ hours: { from: "22:00", to: "06:00" } });
    expect(await calls.viewer.alerts.quietHours()).toEqual({ from: "22:00", to: "06:00", timeZone: "Asia/Kolkata" });
    await expect(alerts.changeQuietHours({ hours: { from: "24:00", to: "06:00" } })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await alerts.changeQuietHours({ hours: null });
    expect((await alerts.quietHours()).from).toBe(null);
    await alerts.changeMyChannels({ push: false });
    expect([await alerts.myChannels(), await calls.viewer.alerts.myChannels()]).toEqual([
      { email: true, push: false },
      { email: true, push: true },
    ]);
    expect(await alerts.pushKey()).toBe("BKey");
    const keys = { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: Buffer.alloc(16).toString("base64url"), label: "Phone" };
    for (const endpoint of [
      "http://push.example.com/1",
      "https://u:p@push.example.com/1",
      "https://push.example.com:8443/1",
      "file:///etc",
    ]) {
      await expect(alerts.addPush({ endpoint, ...keys })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    const endpoint = `https://push.example.com/${crypto.randomUUID()}`;
    const id = await alerts.addPush({ endpoint, ...keys });
    expect(await alerts.addPush({ endpoint, ...keys })).toBe(id);
    expect(await alerts.pushSubscriptions()).toMatchObject([{ id, label: "Phone" }]);
    await alerts.sendTest();
    expect(await alerts.lastTest()).toMatchObject([
      { channel: "email", browser: null, status: "waiting" },
      { channel: "push", browser: "Phone", status: "waiting" },
    ]);
    await expect(alerts.sendTest()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    // Whoever signs in at that browser next is told there.
    await calls.viewer.alerts.addPush({ endpoint, ...keys });
    expect(await alerts.pushSubscriptions()).toEqual([]);
    await calls.viewer.alerts.removePush({ endpoint });
    await expect(calls.viewer.alerts.removePush({ endpoint })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(calls.viewer.alerts.messages({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await alerts.messages({})).items).toMatchObject([{ channel: "push" }, { channel: "email", alertId: null }]);
  });
});

test("geofences are made, changed and removed with a way back, and keep to their account", async () => {
  const { calls } = await createFleet();
  const { owner, viewer } = calls;
  const shape = { kind: "circle", lat: 48.2, lon: 16.4, radiusM: 300 } as const;
  const { id: geofenceId } = await owner.geofences.create({ name: "Depot", shape });
  await expect(owner.geofences.create({ name: "Depot", shape })).rejects.toMatchObject({ code: "CONFLICT" });
  await owner.geofences.create({ name: "Yard", shape });
  await expect(owner.geofences.change({ geofenceId, name: "Yard" })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await owner.geofences.change({ geofenceId, name: "Depot 1" })).toMatchObject({ name: "Depot 1", shape });
  expect((await viewer.geofences.list()).map(({ name }) => name)).toEqual(["Depot 1", "Yard"]);
  await expect(viewer.geofences.remove({ geofenceId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const stranger = await createFleet();
  await expect(stranger.calls.owner.geofences.get({ geofenceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const { name, shape: was } = await owner.geofences.remove({ geofenceId });
  await owner.geofences.create({ name, shape: was });
  await expect(owner.geofences.get({ geofenceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
