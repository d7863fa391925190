import { isTrackedEnvelope } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "#db/queries/outbox/append.ts";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertAccount, insertDriver, insertUser, insertVehicle } from "#db/test-factories.ts";
import { type Identity, identifyClaims } from "#server/auth/identify.ts";
import { systemScope } from "#server/auth/scope.ts";
import { setUserDisabled } from "#server/commands/accounts/users.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { createCallerFactory } from "./init.ts";
import type { LiveUpdate } from "./live.ts";
import { appRouter } from "./root.ts";

const now = new Date("2026-03-20T12:00:00Z");
let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => now };
});
afterAll(() => database.drop());

/** A bus that reports to its listeners what the test says happened. */
function createBus() {
  const listening = new Set<(event: OutboxEvent) => void>();
  const subscribe = (_: number, added: (event: OutboxEvent) => void) => {
    listening.add(added);
    return () => void listening.delete(added);
  };
  const report = (accountId: number, vehicleId: number) => {
    for (const listener of listening) {
      listener({ id: 1, accountId, type: "telemetry.received", vehicleId, tripId: null, at: now, payload: {} });
    }
  };
  return { bus: { subscribe, subscribeAll: () => () => {}, ready: async () => {} }, report, listening };
}

async function subscribeAsDriver() {
  const { id: accountId } = await insertAccount(deps.db);
  const user = await insertUser(deps.db, accountId, "driver");
  const driver = await insertDriver(deps.db, accountId, { userId: user.id });
  const vehicle = await insertVehicle(deps.db, accountId);
  const sessionId = crypto.randomUUID();
  const claims = { sessionId, userId: user.id, accountId, version: 1, signedInAt: Math.floor(now.getTime() / 1000) };
  let held: Promise<void> = Promise.resolve();
  const identifyAgain = async (): Promise<Identity | null> => {
    await held;
    return identifyClaims(deps, claims);
  };
  /** Lets no read of this person begin until the answer is called. */
  const holdReads = () => {
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  const identity = await identifyAgain();
  const { bus, report, listening } = createBus();
  const context = { deps, bus, session: identity?.session ?? null, scope: identity?.scope ?? null, identifyAgain };
  const { live } = createCallerFactory(appRouter)(context);
  const person = { userId: user.id, accountId };
  const follow = async (lastEventId?: string) => {
    const updates = (await live.fleet({ ...person, lastEventId }))[Symbol.asyncIterator]();
    return async () => {
      // In process an update is still the pair of its id and its data that `tracked` made.
      const pair: unknown = (await updates.next()).value;
      if (!isTrackedEnvelope<LiveUpdate>(pair)) throw new Error("The stream has ended, or sent what has no id.");
      const [eventId, update] = pair;
      return { eventId, ...update };
    };
  };
  const next = await follow();
  expect(await next()).toMatchObject({ kind: "ready", reread: true });
  return {
    accountId,
    user,
    driver,
    vehicle,
    person,
    live,
    next,
    follow,
    holdReads,
    listening,
    report: () => report(accountId, vehicle.id),
  };
}

describe("live updates", () => {
  it("follow what the person may see while they go on", async () => {
    const { accountId, driver, vehicle, next, report } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    const update = next();
    report();
    expect(await update).toMatchObject({ kind: "changed", vehicles: [{ id: vehicle.id }] });
  });

  it("wait for slow reads of their own account only", async () => {
    const slow = await subscribeAsDriver();
    const other = await subscribeAsDriver();
    for (const { accountId, driver, vehicle } of [slow, other]) {
      await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    }
    const more = await Promise.all(Array.from({ length: 5 }, () => slow.follow()));
    for (const next of more) expect(await next()).toMatchObject({ kind: "ready" });
    const release = slow.holdReads();
    const waiting = [slow.next, ...more].map((next) => next());
    slow.report();
    const update = other.next();
    other.report();
    expect(await update).toMatchObject({ kind: "changed", vehicles: [{ id: other.vehicle.id }] });
    release();
    for (const one of await Promise.all(waiting)) expect(one).toMatchObject({ kind: "changed", vehicles: [{ id: slow.vehicle.id }] });
  });

  it("stop when the session has ended", async () => {
    const { accountId, driver, user, vehicle, next, report, listening } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    await setUserDisabled(deps, systemScope(accountId, "test"), { userId: user.id, disabled: true });
    const update = next();
    report();
    await expect(update).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(listening.size).toBe(0);
  });

  it("go on after the event that was heard last, and begin anew where that is too long ago or unknown", async () => {
    const { accountId, driver, vehicle, person, live, follow } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    const append = () =>
      appendEvents(deps.db, [{ accountId, type: "telemetry.received", vehicleId: vehicle.id, at: now, payload: { accepted: 1 } }]);
    await append();
    const heard = await live.newest();
    // Long ago, so that it is not taken for one that may have committed late.
    await database.sql`update events set created_at = now() - interval '1 hour' where account_id = ${accountId}`;
    const idle = await follow(heard);
    expect(await idle()).toMatchObject({ kind: "ready", reread: false });
    expect(await live.since({ ...person, lastEventId: heard })).toEqual({
      lastEventId: heard,
      updates: [{ kind: "ready", reread: false }],
    });
    await append();
    const newest = await live.newest();
    expect(Number(newest)).toBeGreaterThan(Number(heard));
    const resumed = await follow(heard);
    expect(await resumed()).toEqual({ eventId: newest, kind: "ready", reread: false });
    expect(await resumed()).toMatchObject({ eventId: newest, kind: "changed", vehicles: [{ id: vehicle.id }] });
    expect(await live.since({ ...person, lastEventId: heard })).toMatchObject({
      lastEventId: newest,
      updates: [{ kind: "ready", reread: false }, { kind: "changed" }],
    });
    expect(await live.since(person)).toEqual({ lastEventId: newest, updates: [{ kind: "ready", reread: true }] });
    const many = Array.from({ length: 2000 }, () => ({ accountId, type: "telemetry.received" as const, vehicleId: vehicle.id, at: now }));
    await appendEvents(
      deps.db,
      many.map((event) => ({ ...event, payload: { accepted: 1 } })),
    );
    expect(await live.since({ ...person, lastEventId: heard })).toMatchObject({ updates: [{ kind: "ready", reread: true }] });
  });

  it("repeat an event that committed after one with a higher id", async () => {
    const { accountId, driver, vehicle, person, live } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    const event = { accountId, type: "telemetry.received" as const, at: now, payload: { accepted: 1 } };
    let heard = "";
    await deps.db.transaction(async (tx) => {
      await appendEvents(tx, [{ ...event, vehicleId: vehicle.id }]);
      await appendEvents(deps.db, [event]);
      heard = await live.newest();
    });
    expect(await live.since({ ...person, lastEventId: heard })).toMatchObject({
      updates: [{ kind: "ready" }, { vehicles: [{ id: vehicle.id }] }],
    });
  });

  it("refuse a page that somebody else has opened in this browser", async () => {
    const { person, live } = await subscribeAsDriver();
    for (const other of [
      { ...person, userId: person.userId + 1 },
      { ...person, accountId: person.accountId + 1 },
    ]) {
      await expect(live.since(other)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
      await expect((await live.fleet(other))[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
  });
});
