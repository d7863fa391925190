import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  assignTestDriver,
  driverScope,
  fleetScope,
  insertAccount,
  insertAlerts,
  insertDriver,
  insertTrip,
  insertVehicle,
} from "#db/test-factories.ts";
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
  const row = { accountId: account.id, severity: "warning" as const, at: new Date("2026-03-02T17:00:00Z") };
  const [ownBrake, othersBrake, lamp, late] = await insertAlerts(orm, [
    { ...row, kind: "hard_brake", vehicleId: mine.id, driverId: me.id, facts: { peakKmhS: 12, tier: 2 } },
    { ...row, kind: "hard_brake", vehicleId: mine.id, facts: { peakKmhS: 12, tier: 2 } },
    { ...row, kind: "mil", vehicleId: mine.id, facts: { codes: ["P0420"] } },
    { ...row, kind: "mil", vehicleId: mine.id, facts: { codes: [] }, logOnlyReason: "late" },
  ]);
  const batch: LiveBatch = {
    lastEventId: 1,
    vehicleIds: new Set([mine.id, pool.id]),
    trips: new Map([
      [own.id, { type: "trip.scored", vehicleId: mine.id }],
      [foreign.id, { type: "trip.updated", vehicleId: pool.id }],
      [goneId, { type: "trip.removed", vehicleId: pool.id }],
    ]),
    alerts: new Map([ownBrake, othersBrake, lamp, late].map((id = 0) => [id, "raised"])),
  };
  const heard = async (scope: Parameters<typeof toLiveUpdate>[1]) => {
    const { vehicles, trips, alerts } = await toLiveUpdate(deps, scope, batch);
    return {
      vehicles: vehicles.map(({ id }) => id).sort(),
      trips: trips.map(({ tripId }) => tripId),
      alerts: alerts.map(({ alert }) => alert.id),
    };
  };

  expect(await heard(fleetScope(account.id))).toEqual({
    vehicles: [mine.id, pool.id].sort(),
    trips: [own.id, foreign.id, goneId],
    alerts: [lamp, othersBrake, ownBrake],
  });
  expect(await heard(driverScope(account.id, [me.id]))).toEqual({ vehicles: [mine.id], trips: [own.id], alerts: [lamp, ownBrake] });
  expect(await heard(fleetScope(other.id))).toEqual({ vehicles: [], trips: [], alerts: [] });
});
