import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { toLiveUpdate } from "./live.ts";
import type { LiveBatch } from "./live-batches.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("everyone hears of the cars and trips they may see, and of nothing else", async () => {
  const { orm } = database;
  const deps = { db: orm, now: () => new Date("2026-03-02T18:00:00Z") };
  const [account, other] = [await insertAccount(orm), await insertAccount(orm)];
  const me = await insertDriver(orm, account.id);
  const [mine, pool] = [await insertVehicle(orm, account.id), await insertVehicle(orm, account.id)];
  await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: mine.id });
  const own = await insertTrip(orm, { accountId: account.id, vehicleId: mine.id, driverId: me.id });
  const foreign = await insertTrip(orm, { accountId: account.id, vehicleId: pool.id });
  const goneId = 999_999;
  const batch: LiveBatch = {
    vehicleIds: new Set([mine.id, pool.id]),
    trips: new Map([
      [own.id, { type: "trip.scored", vehicleId: mine.id }],
      [foreign.id, { type: "trip.updated", vehicleId: pool.id }],
      [goneId, { type: "trip.removed", vehicleId: pool.id }],
    ]),
  };
  const heard = async (scope: Parameters<typeof toLiveUpdate>[1]) => {
    const { vehicles, trips } = await toLiveUpdate(deps, scope, batch);
    return { vehicles: vehicles.map(({ id }) => id).sort(), trips: trips.map(({ tripId }) => tripId) };
  };

  expect(await heard(fleetScope(account.id))).toEqual({ vehicles: [mine.id, pool.id].sort(), trips: [own.id, foreign.id, goneId] });
  expect(await heard(driverScope(account.id, [me.id]))).toEqual({ vehicles: [mine.id], trips: [own.id] });
  expect(await heard(fleetScope(other.id))).toEqual({ vehicles: [], trips: [] });
});
