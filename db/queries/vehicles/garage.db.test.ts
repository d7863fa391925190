import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  assignTestDriver,
  driverScope,
  fleetScope,
  insertAccount,
  insertDevice,
  insertDriver,
  insertTrip,
  insertVehicle,
} from "#db/test-factories.ts";
import { listGarageVehicles } from "./garage.ts";
import { getVehicleStatus, listVehicleDays } from "./status.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = new Date("2026-03-02T18:00:00Z");
const hoursAgo = (hours: number) => new Date(at.getTime() - hours * 3_600_000);

describe("listGarageVehicles", () => {
  test("a car comes with its state, adapter, driver, latest trip and the local day's figures", async () => {
    const { orm } = database;
    const account = await insertAccount(orm, { timeZone: "America/Chicago" });
    const signals = { speedKmh: { value: 42, atMs: at.getTime() } };
    const vehicle = await insertVehicle(orm, account.id, { name: "Van", state: { at, signals } });
    await insertDevice(orm, account.id, { vehicleId: vehicle.id, serial: "MP-A", plugged: true });
    const [before, after] = [await insertDriver(orm, account.id), await insertDriver(orm, account.id, { name: "Ada" })];
    await assignTestDriver(orm, account.id, { driverId: before.id, vehicleId: vehicle.id, validFrom: hoursAgo(99) });
    await assignTestDriver(orm, account.id, { driverId: after.id, vehicleId: vehicle.id, validFrom: hoursAgo(9) });
    // Midnight in Chicago is 06:00 UTC: the first trip is yesterday's.
    await insertTrip(orm, { accountId: account.id, vehicleId: vehicle.id, startedAt: new Date("2026-03-02T05:59:00Z"), distanceM: 1 });
    await insertTrip(orm, { accountId: account.id, vehicleId: vehicle.id, startedAt: hoursAgo(5), distanceM: 7000 });
    const open = await insertTrip(orm, {
      accountId: account.id,
      vehicleId: vehicle.id,
      startedAt: hoursAgo(1),
      distanceM: 500,
      status: "open",
    });

    const [row] = await listGarageVehicles(orm, fleetScope(account.id), { at });
    expect(row).toMatchObject({ name: "Van", newestAt: at, signals, device: { serial: "MP-A", plugged: true }, driver: { name: "Ada" } });
    expect(row?.latestTrip).toMatchObject({ id: open.id, status: "open", driveScore: null });
    expect(row?.today).toEqual({ trips: 2, distanceM: 7500, movingS: 3000 });
  });

  test("a new car without state, adapter, driver and trips is listed", async () => {
    const account = await insertAccount(database.orm);
    await insertVehicle(database.orm, account.id);
    const [row] = await listGarageVehicles(database.orm, fleetScope(account.id), { at });
    expect(row).toMatchObject({ newestAt: null, signals: null, device: null, driver: null, latestTrip: null });
    expect(row?.today).toEqual({ trips: 0, distanceM: 0, movingS: 0 });
  });

  test("another account's cars are not listed", async () => {
    const [mine, other] = [await insertAccount(database.orm), await insertAccount(database.orm)];
    const vehicle = await insertVehicle(database.orm, other.id);
    expect(await listGarageVehicles(database.orm, fleetScope(mine.id), { at })).toEqual([]);
    expect(await listGarageVehicles(database.orm, fleetScope(mine.id), { at, vehicleIds: [vehicle.id] })).toEqual([]);
  });

  test("a driver sees the cars assigned now, and of their trips only their own", async () => {
    const { orm } = database;
    const account = await insertAccount(orm);
    const [me, colleague] = [await insertDriver(orm, account.id), await insertDriver(orm, account.id)];
    const [now, former, future] = [
      await insertVehicle(orm, account.id),
      await insertVehicle(orm, account.id),
      await insertVehicle(orm, account.id),
    ];
    await insertVehicle(orm, account.id);
    await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: now.id });
    await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: former.id, validTo: hoursAgo(1) });
    await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: future.id, validFrom: hoursAgo(-1) });
    await insertTrip(orm, { accountId: account.id, vehicleId: now.id, driverId: colleague.id, startedAt: hoursAgo(1) });

    const rows = await listGarageVehicles(orm, driverScope(account.id, [me.id]), { at });
    expect(rows.map((row) => row.id)).toEqual([now.id]);
    expect(rows[0]).toMatchObject({ latestTrip: null, today: { trips: 0 } });
    expect(await listGarageVehicles(orm, driverScope(account.id, []), { at })).toEqual([]);
  });
});

describe("getVehicleStatus", () => {
  test("a missing, a foreign and a formerly assigned car are not found", async () => {
    const { orm } = database;
    const [mine, other] = [await insertAccount(orm), await insertAccount(orm)];
    const vehicle = await insertVehicle(orm, mine.id, { vin: "1HGCM82633A004352" });
    const driver = await insertDriver(orm, mine.id);
    await assignTestDriver(orm, mine.id, { driverId: driver.id, vehicleId: vehicle.id, validTo: hoursAgo(1) });
    const gone = { code: "not_found", message: "No such vehicle." };

    expect(await getVehicleStatus(orm, fleetScope(mine.id), { vehicleId: vehicle.id, at })).toMatchObject({ vin: "1HGCM82633A004352" });
    await expect(getVehicleStatus(orm, fleetScope(mine.id), { vehicleId: 999_999, at })).rejects.toMatchObject(gone);
    await expect(getVehicleStatus(orm, fleetScope(other.id), { vehicleId: vehicle.id, at })).rejects.toMatchObject(gone);
    await expect(getVehicleStatus(orm, driverScope(mine.id, [driver.id]), { vehicleId: vehicle.id, at })).rejects.toMatchObject(gone);
  });

  test("days are those of the place, scores weighted by distance", async () => {
    const { orm } = database;
    const account = await insertAccount(orm);
    const vehicle = await insertVehicle(orm, account.id);
    const trip = { accountId: account.id, vehicleId: vehicle.id };
    await insertTrip(orm, { ...trip, startedAt: new Date("2026-03-01T14:00:00Z"), distanceM: 30_000, driveScore: 90 });
    await insertTrip(orm, { ...trip, startedAt: new Date("2026-03-02T05:00:00Z"), distanceM: 10_000, driveScore: 50 });
    await insertTrip(orm, { ...trip, startedAt: new Date("2026-03-02T15:00:00Z"), distanceM: 500, driveScore: null });

    const days = await listVehicleDays(orm, fleetScope(account.id), { vehicleId: vehicle.id, from: hoursAgo(100) });
    expect(days).toEqual([
      { day: "2026-03-01", trips: 2, distanceM: 40_000, score: 80 },
      { day: "2026-03-02", trips: 1, distanceM: 500, score: null },
    ]);
  });
});
