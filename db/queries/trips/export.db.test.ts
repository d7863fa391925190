import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { tripEvents } from "#db/schema/driving-events.ts";
import { tripTags } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { collect } from "#server/domain/telemetry/collect.ts";
import { streamTripEvents, streamTrips } from "./export.ts";

let database: TestDatabase;
let accountId: number;
let vehicleId: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  accountId = (await insertAccount(database.orm)).id;
  vehicleId = (await insertVehicle(database.orm, accountId, { name: "Transit 4" })).id;
});

const add = (hour: number, values = {}) =>
  insertTrip(database.orm, { accountId, vehicleId, startedAt: new Date(Date.UTC(2026, 0, 1, hour)), ...values });

const idsOf = async (filter = {}, scope = fleetScope(accountId)) =>
  (await collect(streamTrips(database.sql, scope, filter))).map((trip) => trip.trip_id);

test("every trip, oldest first, with numbers as numbers and times as dates", async () => {
  const [later, earlier] = [await add(9), await add(8)];
  expect(await idsOf()).toEqual([earlier.id, later.id]);
  const [row] = await collect(streamTrips(database.sql, fleetScope(accountId), {}));
  expect(row).toMatchObject({ vehicle: "Transit 4", vehicle_id: vehicleId, started_at: new Date(Date.UTC(2026, 0, 1, 8)), revision: 1 });
  expect(row?.distance_m).toBeTypeOf("number");
});

test("what a trip's cost follows from, and what it is marked as", async () => {
  const rich = await insertAccount(database.orm, { currency: "CHF", pricePerLDiesel: 1.5 });
  const car = await insertVehicle(database.orm, rich.id, { fuelType: "diesel" });
  const { id: tripId } = await insertTrip(database.orm, { accountId: rich.id, vehicleId: car.id, fuelL: 10 });
  await database.orm.insert(tripTags).values({ tripId, tag: "business" });
  const [row] = await collect(streamTrips(database.sql, fleetScope(rich.id), {}));
  expect(row).toMatchObject({ fuel_type: "diesel", currency: "CHF", price_per_l_diesel: 1.5, price_per_kwh: null, tags: "business" });
});

test("from is inclusive, to is not; a vehicle of its own", async () => {
  const other = await insertVehicle(database.orm, accountId, { name: "Other" });
  const [first, second] = [await add(8), await add(9)];
  const foreign = await add(9, { vehicleId: other.id });
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
  expect(await idsOf({ from: at(8), to: at(9) })).toEqual([first.id]);
  expect(await idsOf({ from: at(9) })).toEqual([second.id, foreign.id]);
  expect(await idsOf({ vehicleIds: [other.id] })).toEqual([foreign.id]);
});

test("a scope sees no other account's trips and a driver only their own", async () => {
  const driver = await insertDriver(database.orm, accountId);
  const [own] = [await add(8, { driverId: driver.id }), await add(9)];
  const stranger = await insertAccount(database.orm);
  expect(await idsOf({}, fleetScope(stranger.id))).toEqual([]);
  expect(await idsOf({}, driverScope(accountId, [driver.id]))).toEqual([own.id]);
});

test("events in order of their trips and times", async () => {
  const [second, first] = [await add(9), await add(8)];
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute));
  const event = { kind: "hard_brake", basis: "counter", peak: 12, tier: 0, startDistanceM: 1, endDistanceM: 2 } as const;
  await database.orm.insert(tripEvents).values([
    { ...event, tripId: second.id, at: at(2), endedAt: at(2) },
    { ...event, tripId: second.id, at: at(1), endedAt: at(1) },
    { ...event, tripId: first.id, at: at(0), endedAt: at(0) },
  ]);
  const rows = await collect(streamTripEvents(database.sql, fleetScope(accountId), {}));
  expect(rows.map(({ trip_id, at: time }) => [trip_id, time.getUTCMinutes()])).toEqual([
    [first.id, 0],
    [second.id, 1],
    [second.id, 2],
  ]);
});
