import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { maxTripPoints } from "#server/domain/trips/rollup.ts";
import { getDriverRollup, getVehicleRollup, sumDriverTrips, sumVehicleTrips } from "./rollups.ts";

const at = new Date("2026-03-20T12:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A car that Ann and Bo take turns in, which Ann has now. */
async function createSharedCar() {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db);
  const vehicle = await insertVehicle(db, accountId);
  const [ann, bo] = [await insertDriver(db, accountId), await insertDriver(db, accountId)];
  await assignTestDriver(db, accountId, { driverId: ann.id, vehicleId: vehicle.id });
  const key = { accountId, vehicleId: vehicle.id };
  const first = await insertTrip(db, { ...key, driverId: bo.id, fuelL: 1.5, driveScore: 80, hardBrakes: 2 });
  const second = await insertTrip(db, { ...key, driverId: ann.id, energyKwh: 3, driveScore: null });
  const third = await insertTrip(db, { ...key, driverId: ann.id, fuelL: 0.5, driveScore: 91, distanceM: 10_000, durationS: 600 });
  await insertTrip(db, { ...key, driverId: ann.id, status: "open", distanceM: 99_000 });
  const read = (scope = fleetScope(accountId)) => getVehicleRollup(db, scope, { vehicleId: vehicle.id, at });
  return { db, accountId, vehicle, ann, bo, first, second, third, read };
}

test("a car before its first trip has driven nothing", async () => {
  const { read } = await createSharedCar();
  expect(await read()).toMatchObject({ totals: { trips: 0, distanceM: 0, fuelL: 0 }, points: [] });
});

test("finished trips are added up; fuel and energy with the distance they are known for", async () => {
  const { db, vehicle, first, second, third, read } = await createSharedCar();
  await sumVehicleTrips(db, vehicle.id);
  const { totals, points } = await read();
  expect(totals).toEqual({
    trips: 3,
    distanceM: 50_000,
    durationS: 4200,
    movingS: 4500,
    idlingS: 900,
    hardBrakes: 2,
    hardAccels: 0,
    fuelL: 2,
    fuelDistanceM: 30_000,
    energyKwh: 3,
    energyDistanceM: 20_000,
  });
  expect(points.map(({ tripId, driveScore }) => [tripId, driveScore])).toEqual([
    [first.id, 80],
    [second.id, null],
    [third.id, 91],
  ]);
});

test("a driver sees the sums of the car and the trips of their own; another account nothing", async () => {
  const { db, accountId, vehicle, ann, bo, second, third, read } = await createSharedCar();
  await sumVehicleTrips(db, vehicle.id);
  const seen = await read(driverScope(accountId, [ann.id]));
  expect([seen.totals.trips, seen.points.map(({ tripId }) => tripId)]).toEqual([3, [second.id, third.id]]);
  await expect(read(driverScope(accountId, [bo.id]))).rejects.toThrow("No such vehicle.");
  const other = await insertAccount(db);
  await expect(read(fleetScope(other.id))).rejects.toThrow("No such vehicle.");
});

test("a trip that goes leaves the sums with the next count", async () => {
  const { db, accountId, ann, third } = await createSharedCar();
  await sumDriverTrips(db, ann.id);
  const read = () => getDriverRollup(db, fleetScope(accountId), { driverId: ann.id });
  expect((await read()).totals).toMatchObject({ trips: 2, distanceM: 30_000 });
  await db.delete(trips).where(eq(trips.id, third.id));
  await sumDriverTrips(db, ann.id);
  expect((await read()).totals).toMatchObject({ trips: 1, distanceM: 20_000 });
  await expect(getDriverRollup(db, driverScope(accountId, []), { driverId: ann.id })).rejects.toThrow("No such driver.");
});

test("only the newest trips are points, all are in the sums", async () => {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db);
  const { id: vehicleId } = await insertVehicle(db, accountId);
  const oldest = await insertTrip(db, { accountId, vehicleId, startedAt: new Date("2020-01-01T00:00:00Z") });
  for (let made = 0; made < maxTripPoints; made += 100) {
    await Promise.all(Array.from({ length: 100 }, () => insertTrip(db, { accountId, vehicleId })));
  }
  await sumVehicleTrips(db, vehicleId);
  const { totals, points } = await getVehicleRollup(db, fleetScope(accountId), { vehicleId, at });
  expect([totals.trips, points.length]).toEqual([maxTripPoints + 1, maxTripPoints]);
  expect(points.map(({ tripId }) => tripId)).not.toContain(oldest.id);
});
