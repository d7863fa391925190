import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listBadgeAwards } from "#db/queries/scoring/badges.ts";
import { events } from "#db/schema/outbox.ts";
import { badgeAwards, reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertTripEvent, insertVehicle } from "#db/test-factories.ts";
import { awardBadges } from "./award-badges.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A driver with trips of an hour's distance, all without a hard manoeuvre. */
async function createDriver(count: number) {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db);
  const driver = await insertDriver(db, accountId);
  const vehicle = await insertVehicle(db, accountId);
  const insert = (n: number, driveScore: number | null = 70) => {
    const startedAt = new Date(Date.UTC(2026, 2, 1, 8 + n));
    return insertTrip(db, { accountId, vehicleId: vehicle.id, driverId: driver.id, startedAt, over70MphS: 5, driveScore });
  };
  const ids: number[] = [];
  for (let n = 0; n < count; n++) ids.push((await insert(n)).id);
  const scope = fleetScope(accountId);
  return {
    ids,
    insert,
    driverId: driver.id,
    accountId,
    award: () => awardBadges({ db, now: () => new Date() }, driver.id),
    awards: () => listBadgeAwards(db, scope, { driverId: driver.id }),
    news: async () => {
      const rows = await db.select().from(events).where(eq(events.accountId, accountId)).orderBy(events.id);
      return rows.map(({ type, tripId, vehicleId, payload }) => ({ type, tripId, vehicleId: vehicleId === vehicle.id, payload }));
    },
  };
}

test("badges are awarded once, each with one event, and again nothing is written", async () => {
  const driver = await createDriver(10);
  await driver.award();
  const awards = await driver.awards();
  expect(awards.map(({ badge, tripId }) => [badge, tripId])).toEqual([
    ["first_score", driver.ids[0]],
    ["smooth_ten", driver.ids[9]],
    ["gentle_foot", driver.ids[9]],
  ]);
  expect(awards[1]).toMatchObject({ earnedAt: new Date(Date.UTC(2026, 2, 1, 17, 30)), facts: { trips: 10, distanceM: 200_000 } });
  const news = awards.map(({ badge, tripId }) => ({
    type: "badge.earned",
    tripId,
    vehicleId: true,
    payload: { driverId: driver.driverId, badge },
  }));
  expect(await driver.news()).toEqual(news);
  const versions = () => database.orm.select({ id: badgeAwards.id, version: sql`xmin::text` }).from(badgeAwards);
  const before = await versions();
  await driver.award();
  expect(await versions()).toEqual(before);
  expect(await driver.news()).toEqual(news);
});

test("when a trip changes its badges move or go, without news and under their ids", async () => {
  const driver = await createDriver(10);
  await driver.award();
  const [first, smooth] = await driver.awards();
  const [changed] = await database.orm
    .select({ id: trips.id, startedAt: trips.startedAt })
    .from(trips)
    .where(eq(trips.id, driver.ids[5] ?? 0));
  if (changed) await insertTripEvent(database.orm, changed);
  await database.orm
    .update(reportCards)
    .set({ driveScore: null })
    .where(eq(reportCards.tripId, driver.ids[0] ?? 0));
  await driver.award();
  expect(await driver.awards()).toMatchObject([{ id: first?.id, badge: "first_score", tripId: driver.ids[1] }]);
  expect(await driver.news()).toHaveLength(3);
  for (let n = 10; n < 16; n++) await driver.insert(n);
  await driver.award();
  const again = await driver.awards();
  expect(again.map(({ badge }) => badge)).toEqual(["first_score", "gentle_foot", "smooth_ten"]);
  expect(again.find(({ badge }) => badge === "smooth_ten")?.id).not.toBe(smooth?.id);
  expect(await driver.news()).toHaveLength(5);
});

test("trips without a score earn nothing; a driver who is gone is no error", async () => {
  const driver = await createDriver(0);
  await driver.insert(0, null);
  await driver.award();
  expect(await driver.awards()).toEqual([]);
  await awardBadges({ db: database.orm, now: () => new Date() }, 999_999);
});

test("badges are shown to those who see the driver", async () => {
  const driver = await createDriver(1);
  await driver.award();
  const { orm } = database;
  const { driverId, accountId } = driver;
  expect(await listBadgeAwards(orm, driverScope(accountId, [driverId]), { driverId })).toHaveLength(1);
  await expect(listBadgeAwards(orm, driverScope(accountId, [driverId + 1]), { driverId })).rejects.toThrow("No such driver.");
  await expect(listBadgeAwards(orm, fleetScope(accountId + 1), { driverId })).rejects.toThrow("No such driver.");
});
