import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tripEvents } from "#db/schema/driving-events.ts";
import { streetAddresses, trips, tripTags } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  driverScope,
  fleetScope,
  insertAccount,
  insertDevice,
  insertDriver,
  insertTrip,
  insertUser,
  insertVehicle,
} from "#db/test-factories.ts";
import { getTripFacts, listTripFacts } from "./trip-facts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const startedAt = new Date("2026-03-02T08:00:00.000Z");
const endedAt = new Date("2026-03-02T08:30:00.000Z");
const [start, end] = [
  { lat: 41.885, lon: -87.785 },
  { lat: 41.88, lon: -87.63 },
];

/** An account whose one car has driven once, of which nothing is unknown. */
async function createDrive(prices = {}) {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db, { currency: "USD", pricePerLGasoline: 1.5, ...prices });
  const user = await insertUser(db, accountId, "driver");
  const driver = await insertDriver(db, accountId, { userId: user.id });
  const vehicle = await insertVehicle(db, accountId, { fuelType: "gasoline", epaKmPerL: 9.5 });
  const device = await insertDevice(db, accountId, { vehicleId: vehicle.id });
  const trip = await insertTrip(db, {
    accountId,
    vehicleId: vehicle.id,
    driverId: driver.id,
    startedAt,
    endedAt,
    ...{ startLat: start?.lat, startLon: start?.lon, endLat: end?.lat, endLon: end?.lon },
    startPlace: "Oak Park, IL, United States",
    endPlace: "Chicago, IL, United States",
    fuelL: 2,
    driveScore: 90,
  });
  return { accountId, user, driver, vehicle, device, trip };
}

async function insertFix(deviceId: number, at: Date, { lat, lon }: { lat: number; lon: number }, accuracyM: number | null) {
  await database.sql`select ensure_sample_partition(${at})`;
  await database.sql`insert into samples (device_id, at, lat, lon, accuracy_m) values (${deviceId}, ${at}, ${lat}, ${lon}, ${accuracyM})`;
}

describe("facts of a trip", () => {
  test("its ends with the accuracy of their fixes, who drove, cost, scores, tags and counted events", async () => {
    const { accountId, user, vehicle, device, trip } = await createDrive();
    if (start && end) {
      await insertFix(device.id, new Date(startedAt.getTime() + 3000), start, 3.9);
      await insertFix(device.id, endedAt, end, null);
    }
    await database.orm.insert(tripTags).values({ tripId: trip.id, tag: "business" });
    const event = { tripId: trip.id, kind: "hard_brake", at: startedAt, endedAt: startedAt, peak: 12.25, tier: 0 } as const;
    const along = { startDistanceM: 10.5, endDistanceM: 10.5 };
    await database.orm.insert(tripEvents).values([
      { ...event, ...along, basis: "counter", lat: 41.9, lon: -87.7 },
      { ...event, ...along, basis: "score" },
    ]);
    const facts = await getTripFacts(database.orm, fleetScope(accountId), { tripId: trip.id });
    expect(facts).toMatchObject({
      uid: trip.uid,
      vehicle: { uid: vehicle.uid, name: vehicle.name, signals: null },
      driverUserUid: user.uid,
      start: { at: startedAt, position: start, accuracyM: 3.9, timeZone: "America/Chicago" },
      end: { at: endedAt, position: end, accuracyM: null, address: { city: "Chicago", state: "IL", country: "US", streetName: null } },
      fuelL: 2,
      fuelCostUsd: 3,
      epaKmPerL: 9.5,
      scoreEvents: 46.25,
      scoreSpeeding: 50,
      tags: ["business"],
    });
    expect(facts.events).toEqual([
      {
        kind: "hard_brake",
        basis: "counter",
        atMs: startedAt.getTime(),
        endedAtMs: startedAt.getTime(),
        position: { lat: 41.9, lon: -87.7 },
        peak: 12.25,
        tier: 0,
        ...along,
      },
    ]);
  });

  test("a quarter is the finer part of its town", async () => {
    const { accountId, trip } = await createDrive();
    await database.orm.update(trips).set({ endQuarter: "Loop" }).where(eq(trips.id, trip.id));
    const { start: from, end: to } = await getTripFacts(database.orm, fleetScope(accountId), { tripId: trip.id });
    expect(from.address).toMatchObject({ displayName: "Oak Park, IL", city: "Oak Park" });
    expect(to.address).toMatchObject({ name: "Loop, Chicago, IL, United States", displayName: "Loop, Chicago, IL", city: "Chicago" });
  });

  test("a known street stands for the town", async () => {
    const { accountId, trip } = await createDrive();
    const address = {
      name: "1 Lake St",
      displayName: "Lake St",
      streetNumber: "1",
      streetName: "Lake St",
      city: "Oak Park",
      state: "IL",
      country: "US",
    };
    await database.orm.insert(streetAddresses).values({ latE4: 418850, lonE4: -877850, address });
    const facts = await getTripFacts(database.orm, fleetScope(accountId), { tripId: trip.id });
    expect([facts.start.address, facts.end.address?.city]).toEqual([address, "Chicago"]);
  });

  test("no cost without a rate to the dollar", async () => {
    const cost = async (prices: object) => {
      const { accountId, trip } = await createDrive(prices);
      return (await getTripFacts(database.orm, fleetScope(accountId), { tripId: trip.id })).fuelCostUsd;
    };
    expect(await cost({ currency: "EUR" })).toBeNull();
    expect(await cost({ currency: "EUR", usdPerCurrency: 1.25 })).toBe(3.75);
    expect(await cost({ pricePerLGasoline: null })).toBeNull();
  });

  test("an open trip and a foreign one are missing; drivers see their own alone", async () => {
    const { accountId, driver, vehicle, trip } = await createDrive();
    const open = await insertTrip(database.orm, { accountId, vehicleId: vehicle.id, status: "open" });
    const uid = { from: trip.uid, to: trip.uid };
    const missing = { code: "not_found", message: "No such trip." };
    await expect(getTripFacts(database.orm, fleetScope(accountId), { tripId: open.id })).rejects.toMatchObject(missing);
    await expect(getTripFacts(database.orm, fleetScope(accountId + 1), { uid })).rejects.toMatchObject(missing);
    await expect(getTripFacts(database.orm, driverScope(accountId, [driver.id + 1]), { uid })).rejects.toMatchObject(missing);
    expect(await getTripFacts(database.orm, driverScope(accountId, [driver.id]), { uid })).toMatchObject({ uid: trip.uid });
    const listed = await listTripFacts(database.orm, driverScope(accountId, []), { offset: 0, limit: 10 });
    expect(listed).toEqual({ trips: [], total: 0 });
  });
});

describe("lists of trips", () => {
  test("page by page, the newest first, each once", async () => {
    const { accountId, vehicle, trip } = await createDrive();
    const hours = [1, 2, 3, 4];
    for (const hour of hours) {
      await insertTrip(database.orm, { accountId, vehicleId: vehicle.id, startedAt: new Date(startedAt.getTime() + hour * 3_600_000) });
    }
    const read = async (offset: number) => {
      const { trips, total } = await listTripFacts(database.orm, fleetScope(accountId), { offset, limit: 2 });
      return [total, ...trips.map(({ start: { at } }) => (at.getTime() - startedAt.getTime()) / 3_600_000)];
    };
    expect([await read(0), await read(2), await read(4), await read(6)]).toEqual([[5, 4, 3], [5, 2, 1], [5, 0], [5]]);
    const of = async (filter: object) =>
      (await listTripFacts(database.orm, fleetScope(accountId), { ...filter, offset: 0, limit: 9 })).total;
    const second = new Date(startedAt.getTime() + 3_600_000);
    expect(await of({ started: { from: second } })).toBe(4);
    expect(await of({ started: { from: new Date(second.getTime() + 1) } })).toBe(3);
    expect(await of({ started: { from: second, to: second } })).toBe(1);
    expect(await of({ ended: { to: endedAt } })).toBe(1);
    expect(await of({ vehicle: { from: vehicle.uid, to: vehicle.uid } })).toBe(5);
    expect(await of({ vehicle: { from: trip.uid, to: trip.uid } })).toBe(0);
    expect(await of({ tags: ["business"] })).toBe(0);
    expect(await of({ tags: [] })).toBe(0);
  });
});
