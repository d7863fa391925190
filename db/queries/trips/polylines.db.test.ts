import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { listTripLines } from "./polylines.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("the newest visible lines, of no other account and for drivers only their own", async () => {
  const { id: accountId } = await insertAccount(database.orm);
  const { id: otherAccountId } = await insertAccount(database.orm);
  const { id: vehicleId } = await insertVehicle(database.orm, accountId);
  const { id: foreignId } = await insertVehicle(database.orm, otherAccountId);
  const { id: driverId } = await insertDriver(database.orm, accountId);
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  await insertTrip(database.orm, { accountId, vehicleId, startedAt: at(1), polyline: "oldest" });
  await insertTrip(database.orm, { accountId, vehicleId, startedAt: at(2), polyline: "driven", driverId });
  await insertTrip(database.orm, { accountId, vehicleId, startedAt: at(3), polyline: null });
  await insertTrip(database.orm, { accountId, vehicleId, startedAt: at(4), polyline: "newest" });
  await insertTrip(database.orm, { accountId: otherAccountId, vehicleId: foreignId, startedAt: at(5), polyline: "foreign" });

  expect(await listTripLines(database.orm, fleetScope(accountId), { limit: 2 })).toEqual(["newest", "driven"]);
  expect(await listTripLines(database.orm, driverScope(accountId, [driverId]), { limit: 9 })).toEqual(["driven"]);
});
