import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listInbox } from "#db/queries/alerts/alerts.ts";
import { ensureDefaultRules } from "#db/queries/alerts/rules.ts";
import { watchRanges } from "#db/schema/alerts.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertDriver } from "#db/test-factories.ts";
import {
  createWatchedCar,
  fastForS,
  fastFromS,
  hour,
  iso,
  minute,
  nowMs,
  perSecond,
  sample,
  tooFast,
} from "#server/api/ingest/fixtures/watched-car.ts";
import { snoozeRule } from "#server/commands/alerts/rules.ts";
import { watchVehicle } from "#server/commands/alerts/watch-vehicle.ts";
import { defaultRules } from "#server/domain/alerts/default-rules.ts";
import { runPendingJobs } from "./run-pending.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const startMs = nowMs - 30 * minute;
const fast = perSecond(startMs, tooFast);
/** Two brakes of tier 3 at 60 km/h, a minute apart. */
const braking = perSecond(
  startMs,
  [...Array.from({ length: 30 }, () => 60), 60, 42, 24, 24, ...Array.from({ length: 60 }, () => 60), 40, 20, 20, 20].map((speed_kmh) => ({
    speed_kmh,
  })),
);

describe("an upload raises", () => {
  test("one alert for an episode over the car's own limit, with peak, place in time and who drove", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.limitTo(120);
    const driver = await insertDriver(database.orm, car.accountId);
    await assignTestDriver(database.orm, car.accountId, { driverId: driver.id, vehicleId: car.vehicleId });
    await car.tell(fast);
    const alerts = await car.alerts();
    expect(alerts).toMatchObject([
      {
        ...{ kind: "speed_limit", severity: "warning", vehicleId: car.vehicleId, driverId: driver.id, logOnlyReason: null, repeats: 0 },
        at: new Date(startMs + fastFromS * 1000),
        facts: { limitKmh: 120, peakKmh: 138, durationS: fastForS },
      },
    ]);
    expect(alerts[0]?.tripId).not.toBeNull();
    expect(await car.news()).toEqual(["alert.raised speed_limit"]);
  });

  test("nothing for speed where the car has no limit of its own", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.tell(fast);
    expect(await car.alerts()).toEqual([]);
  });

  test("one alert for hard brakes within the cooldown, with the trip, and counts the others", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.tell(braking);
    expect(await car.alerts()).toMatchObject([{ kind: "hard_brake", facts: { tier: 3 }, repeats: 1, logOnlyReason: null }]);
    expect((await car.alerts())[0]?.tripId).not.toBeNull();
  });

  test("nothing for brakes below the rule's tier", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await database.orm.transaction((tx) => ensureDefaultRules(tx, car.accountId));
    await car.change("hard_brake", { enabled: false });
    await car.tell(braking);
    expect(await car.alerts()).toEqual([]);
  });

  test("one alert for an adapter that was pulled out, however often it says so", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.tell([{ type: "device", at: iso(startMs), plugged: true }]);
    expect(await car.alerts()).toEqual([]);
    await car.tell([{ type: "device", at: iso(startMs + minute), plugged: false }]);
    await car.tell([{ type: "device", at: iso(startMs + 2 * minute), plugged: false }]);
    expect(await car.alerts()).toMatchObject([{ kind: "unplugged", severity: "critical", at: new Date(startMs + minute), repeats: 1 }]);
  });

  test("one alert for each time the lamp is on, with its codes", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    const dtc = (atMs: number, code: string, status: string, mil: boolean) => ({ type: "dtc", at: iso(atMs), code, status, mil });
    await car.tell([dtc(nowMs - 60 * hour, "P0420", "stored", true), dtc(nowMs - 59 * hour, "P0301", "stored", true)]);
    await car.tell([dtc(nowMs - 58 * hour, "P0301", "stored", true)]);
    expect(await car.alerts()).toMatchObject([{ kind: "mil", at: new Date(nowMs - 60 * hour), facts: { codes: ["P0301", "P0420"] } }]);
    await car.tell([dtc(nowMs - 50 * hour, "P0420", "cleared", false)]);
    await car.tell([dtc(nowMs - 2 * hour, "P0420", "stored", true)]);
    expect((await car.alerts()).map(({ at }) => at.getTime())).toEqual([nowMs - 60 * hour, nowMs - 2 * hour]);
    // It was on earlier than was known.
    await car.tell([dtc(nowMs - 35 * hour, "P0420", "stored", true)]);
    expect(await car.alerts()).toHaveLength(2);
  });

  test("an alert for a lamp that comes on with a code that was known", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    const report = (atMs: number, mil: boolean) => ({ type: "dtc", at: iso(atMs), code: "P0420", status: "stored", mil });
    await car.tell([report(nowMs - 10 * hour, false)]);
    expect(await car.alerts()).toEqual([]);
    await car.tell([report(nowMs - 9 * hour, true)]);
    expect(await car.alerts()).toMatchObject([{ kind: "mil", at: new Date(nowMs - 9 * hour) }]);
  });

  test("one alert for a battery that is low at rest", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.tell([sample(startMs, { battery_v: 12.2, rpm: 0 })]);
    await car.tell([sample(startMs + minute, { battery_v: 11.4, rpm: 0 }), sample(startMs + 2 * minute, { battery_v: 11.3, rpm: 0 })]);
    await car.tell([sample(startMs + 9 * minute, { battery_v: 11.2, rpm: 0 })]);
    expect(await car.alerts()).toMatchObject([{ kind: "low_battery", facts: { batteryV: 11.3 }, logOnlyReason: null }]);
  });
});

describe("whatever comes again, late or in pieces", () => {
  test("raises nothing twice: the same content, a retried job, a drive in shuffled pieces", async () => {
    const whole = await createWatchedCar(database, runPendingJobs);
    await whole.limitTo(120);
    await whole.tell(fast);
    await whole.tell(fast);
    await watchVehicle(whole.deps, whole.vehicleId);
    const expected = (await whole.alerts()).map(({ kind, at, facts, logOnlyReason, repeats }) => ({
      kind,
      at,
      facts,
      logOnlyReason,
      repeats,
    }));
    expect(expected).toHaveLength(1);

    const pieces = await createWatchedCar(database, runPendingJobs);
    await pieces.limitTo(120);
    // The end first, then every second sample of the middle, then all that is missing.
    for (const part of [fast.slice(130), fast.slice(80, 140).filter((_, at) => at % 2 === 0), fast]) await pieces.tell(part);
    const [alert, ...others] = await pieces.alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: "speed_limit", repeats: 0, facts: { peakKmh: 138 } });
    expect(await pieces.news()).toEqual(["alert.raised speed_limit"]);
  });

  test("an episode over several uploads is one alert that grows", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.limitTo(120);
    for (let from = 0; from < fast.length; from += 15) await car.tell(fast.slice(from, from + 15));
    expect(await car.alerts()).toMatchObject([
      { at: new Date(startMs + fastFromS * 1000), facts: { peakKmh: 138, durationS: fastForS }, repeats: 0 },
    ]);
    expect(await car.news()).toContain("alert.changed speed_limit");
  });

  test("goes to the log only when it is no longer news, without telling the app", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.limitTo(120);
    await car.tell(perSecond(nowMs - 3 * hour, tooFast));
    await car.tell(perSecond(nowMs - 40 * 24 * hour, tooFast));
    expect(await car.alerts()).toMatchObject([
      { kind: "speed_limit", logOnlyReason: "late" },
      { kind: "speed_limit", logOnlyReason: "late" },
    ]);
    expect(await car.news()).toEqual([]);
  });

  test("what still holds is listed although it was known too late to be sent, until the car says that it is over", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    const listed = async () => {
      const alerts = await listInbox(database.orm, car.scope, { at: new Date(nowMs), delivery: "inbox", state: "open", limit: 10 });
      return alerts.map(({ kind, logOnlyReason, ongoing }) => ({ kind, logOnlyReason, ongoing }));
    };
    const report = (atMs: number, mil: boolean) => ({ type: "dtc", at: iso(atMs), code: "P0420", status: "stored", mil });
    const plugged = (atMs: number, is: boolean) => ({ type: "device", at: iso(atMs), plugged: is });
    const days = (count: number) => nowMs - count * 24 * hour;
    const parked = [sample(days(10), { battery_v: 11.5, ignition: false }), sample(days(10) + minute, { battery_v: 11.4 })];
    await car.tell([report(days(12), true), plugged(days(9), false), ...parked]);
    const late = { logOnlyReason: "late", ongoing: true };
    expect((await listed()).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: "low_battery", ...late },
      { kind: "mil", ...late },
      { kind: "unplugged", ...late },
    ]);
    expect(await car.messages()).toEqual([]);
    // Lists are read again, and nobody is interrupted.
    expect(await car.news()).toEqual(expect.arrayContaining(["alert.changed mil", "alert.changed low_battery", "alert.changed unplugged"]));
    expect(await car.news()).not.toContain("alert.raised mil");
    await car.tell([plugged(days(8), true)]);
    await car.tell([sample(days(7), { battery_v: 12.6 })]);
    expect(await listed()).toEqual([{ kind: "mil", ...late }]);
    await car.tell([report(days(6), false)]);
    expect(await listed()).toEqual([]);
    expect(await listInbox(database.orm, car.scope, { at: new Date(nowMs), delivery: "log_only", limit: 10 })).toHaveLength(3);
  });

  test("what came on while its rule was snoozed is listed when the rule speaks again, if it still holds", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.work();
    await database.orm.transaction((tx) => ensureDefaultRules(tx, car.accountId));
    const { id: ruleId } = await car.ruleOf("mil");
    await snoozeRule(car.deps, car.scope, { ruleId, vehicleId: car.vehicleId, until: new Date(nowMs + hour) });
    await car.tell([{ type: "dtc", at: iso(nowMs - hour), code: "P0420", status: "stored", mil: true }]);
    const inboxAt = (at: number) => listInbox(database.orm, car.scope, { at: new Date(at), delivery: "inbox", limit: 10 });
    expect(await inboxAt(nowMs)).toEqual([]);
    expect(await inboxAt(nowMs + 2 * hour)).toMatchObject([{ kind: "mil", logOnlyReason: "snoozed", ongoing: true }]);
  });

  test("what the rules have not looked at stays noted until they have", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.limitTo(120);
    await car.upload(fast);
    const failing = { ...car.deps, now: () => new Date(Number.NaN) };
    await database.orm.insert(watchRanges).values({ vehicleId: car.vehicleId, fromAt: new Date(startMs), toAt: new Date(nowMs) });
    await expect(watchVehicle(failing, car.vehicleId)).rejects.toThrow();
    expect(await database.orm.select().from(watchRanges).where(eq(watchRanges.vehicleId, car.vehicleId))).toHaveLength(1);
    await watchVehicle(car.deps, car.vehicleId);
    expect(await car.alerts()).toHaveLength(1);
    expect(await database.orm.select().from(watchRanges).where(eq(watchRanges.vehicleId, car.vehicleId))).toEqual([]);
  });
});

describe("rules", () => {
  test("are there for an account that was made before, once, also when several jobs ask at a time", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    const { orm } = database;
    await Promise.all(Array.from({ length: 4 }, () => orm.transaction((tx) => ensureDefaultRules(tx, car.accountId))));
    await watchVehicle(car.deps, car.vehicleId);
    expect(await orm.query.alertRules.findMany({ where: (rule, { eq: is }) => is(rule.accountId, car.accountId) })).toHaveLength(
      defaultRules.length,
    );
  });

  test("that are snoozed for the car write to the log", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    await car.work();
    await database.orm.transaction((tx) => ensureDefaultRules(tx, car.accountId));
    const { id: ruleId } = await car.ruleOf("hard_brake");
    await snoozeRule(car.deps, car.scope, { ruleId, vehicleId: car.vehicleId, until: new Date(nowMs + hour) });
    await car.tell(braking);
    expect(await car.alerts()).toMatchObject([{ kind: "hard_brake", logOnlyReason: "snoozed" }]);
    expect(await car.news()).toEqual([]);
  });

  test("that name other cars leave this one alone", async () => {
    const car = await createWatchedCar(database, runPendingJobs);
    const other = await createWatchedCar(database, runPendingJobs);
    await database.orm.transaction((tx) => ensureDefaultRules(tx, car.accountId));
    await expect(car.change("hard_brake", { vehicleIds: [other.vehicleId] })).rejects.toMatchObject({ code: "not_found" });
    await car.change("hard_brake", { vehicleIds: [car.vehicleId] });
    await car.tell(braking);
    expect(await car.alerts()).toHaveLength(1);
  });
});
