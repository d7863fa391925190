import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { upsertStays } from "#db/queries/alerts/watching.ts";
import { listGeofences, lockGeofences } from "#db/queries/geofences/geofences.ts";
import { geofenceStays } from "#db/schema/geofences.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { createWatchedCar, hour, iso, middle, minute, north, nowMs, sample } from "#server/api/ingest/fixtures/watched-car.ts";
import { sweepAlerts } from "#server/commands/alerts/run-scheduled-checks.ts";
import { changeGeofence, createGeofence } from "#server/commands/geofences/geofences.ts";
import { runPendingJobs } from "./run-pending.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const startMs = nowMs - 110 * minute;

async function createCarWithDepot() {
  const car = await createWatchedCar(database, runPendingJobs);
  const shape = { kind: "circle", ...middle, radiusM: 300 } as const;
  const depot = await createGeofence(car.deps, car.scope, { name: "Depot", shape });
  return {
    ...car,
    depot,
    shape,
    stays: () => database.orm.select().from(geofenceStays).where(eq(geofenceStays.vehicleId, car.vehicleId)),
    told: async () => (await car.alerts()).map(({ kind, at }) => `${kind} ${(at.getTime() - startMs) / minute}`),
  };
}

/** Transactions that wait for the editor's or the watchers' lock. */
async function countWaiting({ sql }: TestDatabase): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_locks
    where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
  return row?.count ?? 0;
}

/** One position a minute, so many metres from the middle. */
const positions = (metres: readonly number[], fromMinute = 0) =>
  metres.map((each, at) => sample(startMs + (fromMinute + at) * minute, { ...north(each), speed_kmh: 0 }));

describe("a geofence", () => {
  test("says who came and who left, once, and who is inside now", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000, 1000, 100, 50]));
    await car.tell(positions([50, 60, 900, 2000], 10));
    await car.tell(positions([2000, 1000, 100, 50]));
    expect(await car.told()).toEqual(["geofence_in 2", "geofence_out 12"]);
    expect((await car.alerts())[0]).toMatchObject({ severity: "info", facts: { geofenceId: car.depot.id, geofence: "Depot" } });
    expect((await car.alerts())[0]?.lat).toBeCloseTo(north(100).lat, 6);
    expect(await car.stays()).toMatchObject([{ inside: false, since: new Date(startMs + 12 * minute) }]);
    await car.tell(positions([100], 30));
    const [listed] = await listGeofences(database.orm, car.scope, { at: new Date(nowMs) });
    expect(listed?.inside).toMatchObject([{ vehicle: { id: car.vehicleId }, since: new Date(startMs + 30 * minute) }]);
  });

  test("takes a car as it is first seen, also after its border was drawn anew", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([50, 60]));
    expect(await car.stays()).toMatchObject([{ inside: true, since: null }]);
    await changeGeofence(car.deps, car.scope, { geofenceId: car.depot.id, shape: { ...car.shape, radiusM: 30 } });
    expect(await car.stays()).toMatchObject([{ inside: false, since: null, at: new Date(startMs + minute) }]);
    await car.tell(positions([70, 80], 5));
    expect(await car.stays()).toMatchObject([{ inside: false, since: null }]);
    expect(await car.told()).toEqual([]);
  });

  test("knows the cars that stand in it when it is drawn, by their newest positions, and hears when they leave", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000, 1000, 50]));
    const position = { value: { ...north(5000), accuracyM: null }, atMs: startMs };
    const far = await insertVehicle(database.orm, car.accountId, { state: { at: new Date(startMs), signals: { position } } });
    const drawn = await createGeofence(car.deps, car.scope, { name: "Around the car", shape: car.shape });
    const inside = async (id: number) => {
      const listed = await listGeofences(database.orm, car.scope, { at: new Date(nowMs) });
      return listed.find((geofence) => geofence.id === id)?.inside.map(({ vehicle }) => vehicle.id);
    };
    expect(await inside(drawn.id)).toEqual([car.vehicleId]);
    const told = await car.told();
    await car.tell(positions([60], 5));
    expect(await car.told()).toEqual(told);
    await car.tell(positions([1000, 2000], 6));
    expect(await inside(drawn.id)).toEqual([]);
    expect((await car.alerts()).filter(({ facts }) => "geofenceId" in facts && facts.geofenceId === drawn.id)).toMatchObject([
      { kind: "geofence_out" },
    ]);
    await changeGeofence(car.deps, car.scope, { geofenceId: drawn.id, shape: { ...car.shape, radiusM: 10_000 } });
    expect((await inside(drawn.id))?.toSorted()).toEqual([car.vehicleId, far.id].toSorted());
  });

  test("does not take a position that may be anywhere for being inside", async () => {
    const car = await createCarWithDepot();
    await car.tell([sample(startMs, { ...north(10), accuracy_m: 400 })]);
    const drawn = await createGeofence(car.deps, car.scope, { name: "Uncertain", shape: car.shape });
    const stays = await car.stays();
    expect(stays.filter(({ geofenceId }) => geofenceId === drawn.id)).toEqual([]);
  });

  test("is not given the cars of an older border by a watcher that stores later", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([50]));
    const moved = { ...car.shape, ...north(5000) };
    let editing: Promise<unknown> = Promise.resolve();
    await database.orm.transaction(async (tx) => {
      await lockGeofences(tx, car.accountId, "watcher");
      editing = changeGeofence(car.deps, car.scope, { geofenceId: car.depot.id, shape: moved });
      await expect.poll(() => countWaiting(database)).toBe(1);
      await upsertStays(tx, car.vehicleId, new Map([[car.depot.id, { inside: true, sinceMs: null, atMs: startMs + minute }]]));
    });
    await editing;
    expect(await car.stays()).toMatchObject([{ inside: false }]);
  });

  test("reports who comes in and leaves, for the screens", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000, 100, 50]));
    await car.tell(positions([40, 60], 10));
    await car.tell(positions([2000], 20));
    const crossed =
      await database.sql`select vehicle_id, payload from events where account_id = ${car.accountId} and type = 'geofence.crossed' order by id`;
    expect(crossed.map(({ payload }) => payload)).toEqual([
      { geofenceId: car.depot.id, inside: true },
      { geofenceId: car.depot.id, inside: false },
    ]);
  });

  test("does not take noise at its border for coming and going", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000, ...Array.from({ length: 40 }, (_, at) => 300 + (at % 2 === 0 ? 12 : -12))]));
    expect(await car.told()).toEqual([]);
  });

  test("tells what came late as it was, and goes on from what is newest", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000, 2000]));
    await car.tell(positions([2000], 60));
    expect(await car.told()).toEqual([]);
    await car.tell(positions([900, 100, 100, 900], 20));
    expect(await car.told()).toEqual(["geofence_in 21", "geofence_out 23"]);
    const [since, at] = [new Date(startMs + 23 * minute), new Date(startMs + 60 * minute)];
    expect(await car.stays()).toMatchObject([{ inside: false, since, at }]);
    // An earlier position inside is the same visit.
    await car.tell([sample(startMs + 20.5 * minute, north(150))]);
    expect(await car.told()).toEqual(["geofence_in 21", "geofence_out 23"]);
  });

  test("knows the visit that was told from an earlier position of it, and what is newest from what came late", async () => {
    const car = await createCarWithDepot();
    await car.tell(positions([2000]));
    await car.tell(positions([100], 40));
    await car.tell(positions([100], 20));
    expect(await car.told()).toEqual(["geofence_in 40"]);
    const long = await createCarWithDepot();
    await long.tell(positions([2000]));
    await long.tell(Array.from({ length: 250 }, (_, second) => sample(startMs + 30 * minute + second * 1000, north(1000))));
    await long.tell(positions([100], 40));
    await long.tell(positions([2000], 10));
    expect(await long.stays()).toMatchObject([{ inside: true, since: new Date(startMs + 40 * minute) }]);
  });

  test("tells a long stay when a position proves it, or by time alone", async () => {
    const [moving, asleep] = [await createCarWithDepot(), await createCarWithDepot()];
    await moving.tell(positions([2000, 100, 100]));
    await moving.tell(positions([100, 100], 70));
    expect(await moving.told()).toEqual(["geofence_in 1", "geofence_dwell 61"]);
    await asleep.tell(positions([2000, 100, 100], 20));
    expect(await asleep.told()).toEqual(["geofence_in 21"]);
    await sweepAlerts(asleep.deps);
    await sweepAlerts(asleep.deps);
    expect(await asleep.told()).toEqual(["geofence_in 21", "geofence_dwell 81"]);
    await asleep.tell(positions([100], 100));
    expect(await asleep.told()).toEqual(["geofence_in 21", "geofence_dwell 81"]);
    await sweepAlerts(moving.deps);
    expect(await moving.told()).toHaveLength(2);
  });

  test("raises the same of a way that comes in shuffled pieces, as far as it is news", async () => {
    const metres = [2000, 1500, 900, 100, 50, 40, 60, 100, 900, 1500, 1500, 900, 100, 50, 100, 900, 2000];
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(3)), async (choices) => {
        const car = await createCarWithDepot();
        const parts: object[][] = [[], [], [], []];
        for (const each of positions(metres, 30)) parts[choices.next().value ?? 0]?.push(each);
        for (const part of parts.filter(({ length }) => length > 0)) await car.tell(part);
        const once = await car.told();
        for (const part of parts.filter(({ length }) => length > 0)) await car.tell(part);
        expect(await car.told()).toEqual(once);
        // Two visits: more would be told twice. One can be hidden by the cooldown of what was told of fewer positions.
        for (const kind of ["geofence_in", "geofence_out"]) {
          const told = once.filter((each) => each.startsWith(kind));
          expect(told.length).toBeGreaterThanOrEqual(1);
          expect(told.length).toBeLessThanOrEqual(2);
        }
        const stays = await car.stays();
        expect(stays).toMatchObject([{ inside: false }]);
      }),
      { numRuns: 5 },
    );
  });
});

test("a car is silent when nothing was heard of it for so long, once for each silence", async () => {
  const [car, old, talking] = [
    await createWatchedCar(database, runPendingJobs),
    await createWatchedCar(database, runPendingJobs),
    await createWatchedCar(database, runPendingJobs),
  ];
  const sweepAfter = (hours: number) => sweepAlerts({ ...car.deps, now: () => new Date(nowMs + hours * hour) });
  await car.tell([sample(nowMs - 8 * hour, { speed_kmh: 0, ...north(0) })]);
  await old.tell([sample(nowMs - 1000 * hour, { speed_kmh: 0 })]);
  await talking.tell([sample(nowMs - 8 * hour, { speed_kmh: 0 }), { type: "device", at: iso(nowMs - minute), plugged: true }]);
  // Its last words are old, but they came just now.
  await sweepAfter(65);
  expect(await car.alerts()).toEqual([]);
  await sweepAfter(72);
  await sweepAfter(73);
  const facts = { hours: 72, lastAt: iso(nowMs - 8 * hour) };
  expect(await car.alerts()).toMatchObject([{ kind: "silent", at: new Date(nowMs + 64 * hour), facts, repeats: 0 }]);
  expect(await old.alerts()).toMatchObject([{ kind: "silent", logOnlyReason: "late" }]);
  expect(await talking.alerts()).toMatchObject([{ at: new Date(nowMs + 72 * hour - minute) }]);
});
