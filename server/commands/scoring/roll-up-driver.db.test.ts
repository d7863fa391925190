import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enqueueRollUpDriver } from "#db/queries/queue/jobs.ts";
import { driverScores } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { rollUpDriver } from "./roll-up-driver.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A driver with one scored 20 km trip at noon (UTC) of each of the days. */
async function createDriver(days: readonly string[]) {
  const db = database.orm;
  const account = await insertAccount(db);
  const driver = await insertDriver(db, account.id);
  const vehicle = await insertVehicle(db, account.id);
  const ids = new Map<string, number>();
  for (const day of days) {
    const startedAt = new Date(`${day}T12:00:00Z`);
    const key = { accountId: account.id, vehicleId: vehicle.id, driverId: driver.id };
    const trip = await insertTrip(db, { ...key, startedAt, startTimeZone: "UTC", driveScore: 80 });
    ids.set(day, trip.id);
  }
  return {
    remove: (day: string) => db.delete(trips).where(eq(trips.id, ids.get(day) ?? 0)),
    rollUp: async (from: string | null) => {
      await enqueueRollUpDriver(db, driver.id, from === null ? null : new Date(`${from}T12:00:00Z`));
      await rollUpDriver({ db, now: () => new Date() }, driver.id);
    },
    scores: async () => {
      const rows = await db.select().from(driverScores).where(eq(driverScores.driverId, driver.id)).orderBy(asc(driverScores.asOf));
      return rows.map(({ asOf, card }) => [asOf, card.trips, card.distanceM]);
    },
  };
}

test("a score for the last driving day of each week, over the 28 days up to it", async () => {
  const driver = await createDriver(["2026-03-02", "2026-03-04", "2026-03-11", "2026-04-01"]);
  await driver.rollUp(null);
  expect(await driver.scores()).toEqual([
    ["2026-03-04", 2, 40_000],
    ["2026-03-11", 3, 60_000],
    // 2026-03-04 is 28 days before and no longer counts.
    ["2026-04-01", 2, 40_000],
  ]);
});

test("a change works out its week and the later ones, and leaves the earlier", async () => {
  const driver = await createDriver(["2026-03-02", "2026-03-11", "2026-03-18"]);
  await driver.rollUp(null);
  await driver.remove("2026-03-11");
  await driver.rollUp("2026-03-11");
  expect(await driver.scores()).toEqual([
    ["2026-03-02", 1, 20_000],
    ["2026-03-18", 2, 40_000],
  ]);
});

test("without a reason nothing is worked out", async () => {
  const driver = await createDriver(["2026-03-02"]);
  await rollUpDriver({ db: database.orm, now: () => new Date() }, -1);
  expect(await driver.scores()).toEqual([]);
});
