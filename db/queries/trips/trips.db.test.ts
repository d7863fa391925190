import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tripEvents } from "#db/schema/driving-events.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  driverScope,
  fleetScope,
  insertAccount,
  insertDriver,
  insertTrip,
  insertTripEvent,
  insertVehicle,
  type TestTrip,
} from "#db/test-factories.ts";
import { filterVisibleTrips, findNeighbours, getTrip, listTripEvents, listTrips, type TripListArgs } from "./trips.ts";

let database: TestDatabase;
let accountId: number;
let vehicleId: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  accountId = (await insertAccount(database.orm)).id;
  vehicleId = (await insertVehicle(database.orm, accountId, { name: "Transit 4", plate: "CH 100%" })).id;
});

const page: TripListArgs = { sort: "date", descending: true, offset: 0, limit: 25 };
const add = (values: Partial<TestTrip> = {}) => insertTrip(database.orm, { accountId, vehicleId, ...values });

async function listed(args: Partial<TripListArgs> = {}, scope = fleetScope(accountId)) {
  const { trips, total } = await listTrips(database.orm, scope, { ...page, ...args });
  return { ids: trips.map((trip) => trip.id), total };
}

describe("listTrips", () => {
  test("newest first, in pages, all counted", async () => {
    const ids = [];
    for (let hour = 0; hour < 5; hour++) ids.unshift((await add({ startedAt: new Date(Date.UTC(2026, 0, 1, hour)) })).id);
    expect(await listed({ limit: 2 })).toEqual({ ids: ids.slice(0, 2), total: 5 });
    expect(await listed({ limit: 2, offset: 4 })).toEqual({ ids: ids.slice(4), total: 5 });
    expect(await listed({ descending: false })).toEqual({ ids: ids.toReversed(), total: 5 });
  });

  test("sorted by score, trips without one stay last both ways", async () => {
    const [good, none, bad] = [await add({ driveScore: 95 }), await add({ driveScore: null }), await add({ driveScore: 40 })];
    expect((await listed({ sort: "score" })).ids).toEqual([good.id, bad.id, none.id]);
    expect((await listed({ sort: "score", descending: false })).ids).toEqual([bad.id, good.id, none.id]);
  });

  test("sorted by distance and duration", async () => {
    const [long, slow] = [await add({ distanceM: 9000, durationS: 60 }), await add({ distanceM: 10, durationS: 600 })];
    expect((await listed({ sort: "distance" })).ids).toEqual([long.id, slow.id]);
    expect((await listed({ sort: "duration" })).ids).toEqual([slow.id, long.id]);
  });

  test("search finds vehicle, plate, driver and place; wildcards are plain characters", async () => {
    const driver = await insertDriver(database.orm, accountId, { name: "Grace Hopper" });
    const trip = await add({ driverId: driver.id, endPlace: "Evanston, Illinois, US", endQuarter: "Rogers Park" });
    for (const search of ["transit", "100%", "hopper", "evanston", "OAK", "rogers"]) {
      expect(await listed({ search })).toEqual({ ids: [trip.id], total: 1 });
    }
    for (const search of ["%", "_", "zzz"]) expect((await listed({ search })).total).toBe(search === "%" ? 1 : 0);
  });

  test("a day is the local one where the trip started", async () => {
    const late = await add({ startedAt: new Date("2026-03-02T05:30:00Z") });
    const tokyo = await add({ startedAt: new Date("2026-03-01T15:30:00Z"), startTimeZone: "Asia/Tokyo" });
    expect((await listed({ fromDay: "2026-03-01", toDay: "2026-03-01" })).ids).toEqual([late.id]);
    expect((await listed({ fromDay: "2026-03-02", toDay: "2026-03-02" })).ids).toEqual([tokyo.id]);
    expect((await listed({ fromDay: "2026-03-01" })).ids).toEqual([late.id, tokyo.id]);
  });

  test("filters by car, driver, status, score and events", async () => {
    const other = await insertVehicle(database.orm, accountId);
    const driver = await insertDriver(database.orm, accountId);
    const open = await add({ status: "open" });
    const rough = await add({ driverId: driver.id, driveScore: 42 });
    const calm = await add({ vehicleId: other.id, driveScore: 91 });
    expect((await listed({ vehicleId: other.id })).ids).toEqual([calm.id]);
    expect((await listed({ driverId: driver.id })).ids).toEqual([rough.id]);
    expect((await listed({ status: "open" })).ids).toEqual([open.id]);
    expect((await listed({ minScore: 42, maxScore: 50 })).ids).toEqual([rough.id]);
  });

  test("counts the events of the score, not those of other rules", async () => {
    const rough = await add({});
    await insertTripEvent(database.orm, rough);
    await insertTripEvent(database.orm, rough, { kind: "hard_accel", tier: 3 });
    await insertTripEvent(database.orm, rough, { kind: "hard_accel", tier: 1 });
    const fast = await add({});
    const endedAt = new Date(fast.startedAt.getTime() + 9_000);
    await insertTripEvent(database.orm, fast, { kind: "speeding", tier: 0, endedAt });
    // By Automatic's rule there is a brake; the score sees a firm one, which is not hard.
    const firm = await add({ hardBrakes: 1, over70MphS: 20 });
    await insertTripEvent(database.orm, firm, { tier: 1 });
    await insertTripEvent(database.orm, firm, { basis: "counter", tier: 0 });
    await insertTripEvent(database.orm, firm, { kind: "idling", tier: 0 });
    const { trips } = await listTrips(database.orm, fleetScope(accountId), { ...page, withEvents: true });
    expect(trips.map(({ id, hardBrakes, hardAccels, speedingS }) => ({ id, hardBrakes, hardAccels, speedingS }))).toEqual([
      { id: fast.id, hardBrakes: 0, hardAccels: 0, speedingS: 10 },
      { id: rough.id, hardBrakes: 1, hardAccels: 1, speedingS: 0 },
    ]);
  });
});

describe("visibility", () => {
  test("another account's trip answers like a missing one, in every read", async () => {
    const other = await insertAccount(database.orm);
    const trip = await add();
    await database.orm.insert(tripEvents).values({
      tripId: trip.id,
      kind: "hard_brake",
      basis: "counter",
      at: trip.startedAt,
      endedAt: trip.startedAt,
      peak: 12,
      tier: 0,
      startDistanceM: 0,
      endDistanceM: 5,
    });
    const [mine, foreign] = [fleetScope(accountId), fleetScope(other.id)];
    const gone = { code: "not_found", message: "No such trip." };
    expect((await getTrip(database.orm, mine, { tripId: trip.id })).vehicle.name).toBe("Transit 4");
    await expect(getTrip(database.orm, foreign, { tripId: trip.id })).rejects.toMatchObject(gone);
    await expect(getTrip(database.orm, mine, { tripId: 999_999 })).rejects.toMatchObject(gone);
    expect(await listTripEvents(database.orm, mine, { tripId: trip.id })).toHaveLength(1);
    expect(await listTripEvents(database.orm, foreign, { tripId: trip.id })).toEqual([]);
    expect(await filterVisibleTrips(database.orm, mine, { tripIds: [trip.id] })).toEqual(new Set([trip.id]));
    expect(await filterVisibleTrips(database.orm, foreign, { tripIds: [trip.id] })).toEqual(new Set());
    expect(await listed({}, foreign)).toEqual({ ids: [], total: 0 });
    expect(await listed({ vehicleId }, foreign)).toEqual({ ids: [], total: 0 });
  });

  test("a driver sees the trips they drove, and pages between those only", async () => {
    const me = await insertDriver(database.orm, accountId);
    const day = (date: number) => new Date(Date.UTC(2026, 1, date));
    const [first, , third] = [
      await add({ driverId: me.id, startedAt: day(1) }),
      await add({ startedAt: day(2) }),
      await add({ driverId: me.id, startedAt: day(3) }),
    ];
    const scope = driverScope(accountId, [me.id]);
    expect((await listed({}, scope)).ids).toEqual([third.id, first.id]);
    expect(await findNeighbours(database.orm, scope, third)).toEqual({ previousId: first.id, nextId: null });
    expect((await listed({}, driverScope(accountId, []))).ids).toEqual([]);
  });
});
