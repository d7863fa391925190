import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutboxEvent } from "#db/queries/event-feed.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertAccount, insertDriver, insertUser, insertVehicle } from "#db/test-factories.ts";
import { type Identity, identifyClaims } from "#server/auth/identify.ts";
import { systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { setUserDisabled } from "#server/commands/users.ts";
import { createCallerFactory } from "./init.ts";
import { appRouter } from "./root.ts";

const now = new Date("2026-03-20T12:00:00Z");
let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => now };
});
afterAll(() => database.drop());

/** A bus that tells its only listener what the test says happened. */
function createBus() {
  let listener: (event: OutboxEvent) => void = () => {};
  const subscribe = (_: number, added: typeof listener) => {
    listener = added;
    return () => {};
  };
  const tell = (accountId: number, vehicleId: number) =>
    listener({ id: 1, accountId, type: "telemetry.received", vehicleId, tripId: null, at: now, payload: {} });
  return { bus: { subscribe, subscribeAll: () => () => {}, ready: async () => {} }, tell };
}

async function subscribeAsDriver() {
  const { id: accountId } = await insertAccount(deps.db);
  const user = await insertUser(deps.db, accountId, "driver");
  const driver = await insertDriver(deps.db, accountId, { userId: user.id });
  const vehicle = await insertVehicle(deps.db, accountId);
  const sessionId = crypto.randomUUID();
  const claims = { sessionId, userId: user.id, accountId, version: 1, signedInAt: Math.floor(now.getTime() / 1000) };
  const identifyAgain = (): Promise<Identity | null> => identifyClaims(deps, claims);
  const identity = await identifyAgain();
  const { bus, tell } = createBus();
  const context = { deps, bus, session: identity?.session ?? null, scope: identity?.scope ?? null, identifyAgain };
  const updates = (await createCallerFactory(appRouter)(context).live.fleet())[Symbol.asyncIterator]();
  expect(await updates.next()).toMatchObject({ value: { kind: "ready" } });
  return { accountId, user, driver, vehicle, updates, tell: () => tell(accountId, vehicle.id) };
}

describe("live updates", () => {
  it("follow what the person may see while they go on", async () => {
    const { accountId, driver, vehicle, updates, tell } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    const update = updates.next();
    tell();
    expect(await update).toMatchObject({ value: { kind: "changed", vehicles: [{ id: vehicle.id }] } });
  });

  it("stop when the session has ended", async () => {
    const { accountId, driver, user, vehicle, updates, tell } = await subscribeAsDriver();
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId: vehicle.id });
    await setUserDisabled(deps, systemScope(accountId, "test"), { userId: user.id, disabled: true });
    const update = updates.next();
    tell();
    await expect(update).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
