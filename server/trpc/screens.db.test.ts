import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import type { Session } from "#server/auth/identify.ts";
import { encodePolyline } from "#server/domain/polyline.ts";
import { createCallerFactory, type TrpcContext } from "./init.ts";
import { appRouter } from "./root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const person: Session = {
  userId: 1,
  accountId: 1,
  role: "owner",
  name: "Ada",
  email: "ada@fleet.example",
  units: "metric",
  timeZone: null,
};

/** The screens' API as the fleet of an account sees it; of nobody without one. */
function callAs(accountId: number | null) {
  const context: TrpcContext = {
    deps: { db: database.orm, now: () => new Date("2026-03-02T18:00:00Z") },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session: accountId === null ? null : { ...person, accountId },
    scope: accountId === null ? null : fleetScope(accountId),
  };
  return createCallerFactory(appRouter)(context);
}

describe("the screens' API", () => {
  test("UNAUTHORIZED without a session, for every procedure of the screens", async () => {
    const nobody = callAs(null);
    const calls = [
      () => nobody.garage.list(),
      () => nobody.vehicles.get({ vehicleId: 1 }),
      () => nobody.vehicles.names(),
      () => nobody.trips.list({}),
      () => nobody.trips.get({ tripId: 1 }),
      () => nobody.trips.setTag({ tripId: 1, tag: "business", tagged: true }),
      () => nobody.drivers.list(),
      () => nobody.drivers.get({ driverId: 1 }),
      () => nobody.drivers.names(),
      () => nobody.services.due(),
      () => nobody.services.vehicle({ vehicleId: 1 }),
      () => nobody.services.feeds(),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("NOT_FOUND for another account's car, trip and driver", async () => {
    const { orm } = database;
    const [mine, other] = [await insertAccount(orm), await insertAccount(orm)];
    const vehicle = await insertVehicle(orm, mine.id);
    const driver = await insertDriver(orm, mine.id);
    const trip = await insertTrip(orm, { accountId: mine.id, vehicleId: vehicle.id, driverId: driver.id, driveScore: 88 });
    const [own, foreign] = [callAs(mine.id), callAs(other.id)];
    expect((await own.trips.get({ tripId: trip.id })).trip.card?.driveScore).toBe(88);
    expect((await own.drivers.get({ driverId: driver.id })).profile.lastTripAt).toEqual(trip.startedAt);
    const calls = [
      () => foreign.vehicles.get({ vehicleId: vehicle.id }),
      () => foreign.services.vehicle({ vehicleId: vehicle.id }),
      () => foreign.trips.get({ tripId: trip.id }),
      () => foreign.drivers.get({ driverId: driver.id }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a trip is marked as business, found by it, and the mark taken back", async () => {
    const { id } = await insertAccount(database.orm);
    const vehicle = await insertVehicle(database.orm, id);
    const [trip] = [
      await insertTrip(database.orm, { accountId: id, vehicleId: vehicle.id }),
      await insertTrip(database.orm, { accountId: id, vehicleId: vehicle.id }),
    ];
    const caller = callAs(id);
    const mark = { tripId: trip.id, tag: "business" } as const;
    await caller.trips.setTag({ ...mark, tagged: true });
    await caller.trips.setTag({ ...mark, tagged: true });
    expect((await caller.trips.get({ tripId: trip.id })).trip.tags).toEqual(["business"]);
    expect(await caller.trips.list({ tag: "business" })).toMatchObject({ total: 1, trips: [{ id: trip.id, tags: ["business"] }] });
    await caller.trips.setTag({ ...mark, tagged: false });
    expect(await caller.trips.list({ tag: "business" })).toMatchObject({ total: 0 });
    await expect(callAs((await insertAccount(database.orm)).id).trips.setTag({ ...mark, tagged: true })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("BAD_REQUEST for what no screen asks", async () => {
    const { id } = await insertAccount(database.orm);
    const calls = [
      () => callAs(id).trips.list({ limit: 101 }),
      () => callAs(id).trips.list({ offset: 10_001 }),
      () => callAs(id).trips.list({ fromDay: "2026-02-30" }),
      () => callAs(id).trips.get({ tripId: 0 }),
      () => callAs(id).trips.get({ tripId: 1.5 }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("rows of the list carry a sketch of the line instead of the line", async () => {
    const { orm } = database;
    const account = await insertAccount(orm);
    const vehicle = await insertVehicle(orm, account.id);
    await insertTrip(orm, { accountId: account.id, vehicleId: vehicle.id, polyline: encodePolyline([41.8, 41.9], [-87.7, -87.7]) });
    const { trips, total } = await callAs(account.id).trips.list({});
    expect(total).toBe(1);
    expect(trips[0]?.sketch).toEqual([48, 58, 48, 6]);
    expect(trips[0]).not.toHaveProperty("polyline");
  });
});
