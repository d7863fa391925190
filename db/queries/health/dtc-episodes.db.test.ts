import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import type { TrackedEpisode } from "#server/domain/health/dtc/episode.ts";
import { insertEpisodes, listEpisodes, listOpenCodes, listOpenEpisodesOfFleet } from "./dtc-episodes.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = new Date("2026-03-20T12:00:00Z");
const hour = 3_600_000;
const hoursAgo = (hours: number) => at.getTime() - hours * hour;

function episode(code: string, openedAtMs: number, more: Partial<TrackedEpisode> = {}): TrackedEpisode {
  const rest = { openedTripId: null, closedTripId: null, openedKm: null, closedKm: null, lat: null, lon: null, drivenM: 0, milDrivenM: 0 };
  return { code, status: "stored", openedAtMs, storedAtMs: openedAtMs, closedAtMs: null, ...rest, ...more };
}

const cleared = (code: string, openedAtMs: number) => episode(code, openedAtMs, { status: "cleared", closedAtMs: openedAtMs + hour });

async function createFleet() {
  const { orm } = database;
  const account = await insertAccount(orm);
  const [car, van] = [await insertVehicle(orm, account.id), await insertVehicle(orm, account.id)];
  const store = (vehicleId: number, episodes: TrackedEpisode[]) =>
    orm.transaction((tx) => insertEpisodes(tx, { accountId: account.id, vehicleId }, episodes));
  return { orm, account, car, van, store, fleet: fleetScope(account.id) };
}

describe("fault episodes", () => {
  test("of a car come newest first, all or the open ones, at most so many", async () => {
    const { orm, car, van, store, fleet } = await createFleet();
    await store(car.id, [cleared("P0420", hoursAgo(50)), episode("P0301", hoursAgo(9)), episode("P0171", hoursAgo(3))]);
    await store(van.id, [episode("P0455", hoursAgo(1))]);
    const codes = async (args: { openOnly?: boolean; limit?: number }) =>
      (await listEpisodes(orm, fleet, { vehicleId: car.id, at, limit: 10, ...args })).map(({ code }) => code);
    expect(await codes({})).toEqual(["P0171", "P0301", "P0420"]);
    expect(await codes({ openOnly: true })).toEqual(["P0171", "P0301"]);
    expect(await codes({ limit: 1 })).toEqual(["P0171"]);
    expect(await listOpenCodes(orm, fleet, { vehicleId: car.id, at })).toEqual(["P0171", "P0301"]);
  });

  test("of the fleet that are open: confirmed before pending ones, oldest first", async () => {
    const { orm, car, van, store, fleet } = await createFleet();
    await store(car.id, [episode("P0301", hoursAgo(9)), episode("P0420", hoursAgo(90), { status: "pending", storedAtMs: null })]);
    await store(van.id, [episode("P0455", hoursAgo(30)), cleared("P0171", hoursAgo(99))]);
    const open = await listOpenEpisodesOfFleet(orm, fleet, { at, limit: 10 });
    expect(open.map(({ code, vehicle }) => [code, vehicle.name])).toEqual([
      ["P0455", van.name],
      ["P0301", car.name],
      ["P0420", car.name],
    ]);
  });

  test("are seen by those who see the car now, and lead to the trips they may see", async () => {
    const { orm, account, car, van, store, fleet } = await createFleet();
    const [me, colleague] = [await insertDriver(orm, account.id), await insertDriver(orm, account.id)];
    await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: car.id });
    await assignTestDriver(orm, account.id, { driverId: me.id, vehicleId: van.id, validTo: new Date(hoursAgo(1)) });
    const own = await insertTrip(orm, { accountId: account.id, vehicleId: car.id, driverId: me.id });
    const others = await insertTrip(orm, { accountId: account.id, vehicleId: car.id, driverId: colleague.id });
    await store(car.id, [{ ...cleared("P0301", hoursAgo(9)), openedTripId: others.id, closedTripId: own.id }]);
    await store(car.id, [episode("P0171", hoursAgo(2), { openedTripId: 999_999_999 })]);
    await store(van.id, [episode("P0455", hoursAgo(3))]);
    const trips = async (scope: typeof fleet, vehicleId: number) =>
      (await listEpisodes(orm, scope, { vehicleId, at, limit: 10 })).map(({ openedTripId, closedTripId }) => [openedTripId, closedTripId]);
    expect(await trips(fleet, car.id)).toEqual([
      [null, null],
      [others.id, own.id],
    ]);
    const mine = driverScope(account.id, [me.id]);
    expect(await trips(mine, car.id)).toEqual([
      [null, null],
      [null, own.id],
    ]);
    expect(await trips(mine, van.id)).toEqual([]);
    expect(await listOpenCodes(orm, mine, { vehicleId: van.id, at })).toEqual([]);
    expect((await listOpenEpisodesOfFleet(orm, mine, { at, limit: 10 })).map(({ code }) => code)).toEqual(["P0171"]);
    const foreign = fleetScope((await insertAccount(orm)).id);
    expect(await trips(foreign, car.id)).toEqual([]);
    expect(await listOpenEpisodesOfFleet(orm, foreign, { at, limit: 10 })).toEqual([]);
  });
});
