import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainClient } from "#db/client.ts";
import { enqueueCutTrips } from "#db/queries/queue/jobs.ts";
import { ensureSamplePartitions, storeSamples } from "#db/queries/telemetry/samples.ts";
import { installation } from "#db/schema/accounts.ts";
import { events } from "#db/schema/outbox.ts";
import { recutRanges, trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount, insertDevice, insertVehicle } from "#db/test-factories.ts";
import { monthsOf } from "#server/domain/telemetry/months.ts";
import { drive, hump } from "#server/domain/trips/fixtures/drive.ts";
import { cutTrips } from "./cut-trips.ts";
import { recutOutdated, recutVehicle } from "./recut-vehicles.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const startMs = Date.UTC(2026, 2, 2, 8);
const day = [0, 3, 6].flatMap((hour) =>
  drive({ startMs: startMs + hour * 3_600_000, speeds: hump(80, 200), from: { lat: 52.5, lon: 13.4 } }),
);

/** A car whose three drives are cut. */
async function createCar() {
  const db = database.orm;
  const deps = { db, now: () => new Date(startMs + 48 * 3_600_000) };
  const account = await insertAccount(db);
  const { id: vehicleId } = await insertVehicle(db, account.id);
  const device = await insertDevice(db, account.id, { vehicleId });
  await ensureSamplePartitions(db, monthsOf(day));
  await plainClient(db).begin((tx) => storeSamples(tx, device.id, day));
  await db.insert(recutRanges).values({ vehicleId, fromAt: new Date(startMs), toAt: new Date(day.at(-1)?.atMs ?? 0) });
  await cutTrips(deps, vehicleId);
  return {
    deps,
    vehicleId,
    scope: fleetScope(account.id),
    trips: () => db.select().from(trips).where(eq(trips.vehicleId, vehicleId)).orderBy(asc(trips.startedAt)),
    countEvents: () => db.$count(events, eq(events.vehicleId, vehicleId)),
    ranges: () => db.select().from(recutRanges).where(eq(recutRanges.vehicleId, vehicleId)),
    jobs: () => database.sql<{ key: string; priority: number }[]>`
      select key, priority from graphile_worker.jobs where key = any(${[`cut-trips:${vehicleId}`, `recut-trips:${vehicleId}`]}) order by key`,
  };
}

test("cutting again leaves trips that are right alone, says how far it is, and mends what older rules made", async () => {
  const car = await createCar();
  const before = await car.trips();
  expect(before).toHaveLength(3);
  const shares: number[] = [];
  const recut = () => recutVehicle(car.deps, car.scope, { vehicleId: car.vehicleId, onProgress: (share) => shares.push(share) });
  const events = await car.countEvents();
  expect(await recut()).toEqual({ trips: 3, changed: 0 });
  expect(shares).toEqual([1]);
  expect(await car.trips()).toEqual(before);
  expect(await car.countEvents()).toBe(events);

  const [first, second, third] = before;
  await database.orm
    .update(trips)
    .set({ startTimeZone: "UTC", digest: "of older rules" })
    .where(eq(trips.id, first?.id ?? 0));
  await database.orm.delete(trips).where(eq(trips.id, second?.id ?? 0));
  expect(await recut()).toEqual({ trips: 3, changed: 2 });
  const after = await car.trips();
  expect(after[0]).toMatchObject({ id: first?.id, revision: 2, startTimeZone: "Europe/Berlin", digest: first?.digest });
  expect(after[1]).toMatchObject({ revision: 1, digest: second?.digest });
  expect(after[2]).toEqual(third);
  expect(await car.ranges()).toEqual([]);
});

test("a newer version of the rules has all vehicles cut again once, after everything else, beside new samples", async () => {
  const [car, other] = [await createCar(), await createCar()];
  const empty = await insertVehicle(database.orm, car.scope.accountId);
  const version = 1000;
  const noted = await Promise.all([recutOutdated(car.deps, version), recutOutdated(car.deps, version)]);
  expect(noted.filter((count) => count > 0)).toHaveLength(1);
  expect(await recutOutdated(car.deps, version)).toBe(0);
  expect(await recutOutdated(car.deps, version - 1)).toBe(0);
  expect(await database.orm.select().from(installation)).toEqual([{ id: true, cuttingVersion: version }]);
  expect(await database.orm.$count(recutRanges, eq(recutRanges.vehicleId, empty.id))).toBe(0);
  for (const each of [car, other]) {
    expect(await each.ranges()).toMatchObject([{ background: true, fromAt: new Date(startMs), toAt: new Date(day.at(-1)?.atMs ?? 0) }]);
    expect(await each.jobs()).toEqual([{ key: `recut-trips:${each.vehicleId}`, priority: 10 }]);
  }
  // What new samples ask for is done without what waits in the background.
  await enqueueCutTrips(database.orm, car.vehicleId);
  await cutTrips(car.deps, car.vehicleId);
  expect(await car.ranges()).toHaveLength(1);
  await cutTrips(car.deps, car.vehicleId, { background: true });
  expect(await car.ranges()).toEqual([]);
});
