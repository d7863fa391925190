import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attributeTrips } from "#db/queries/trips/driver-attribution.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { assignDriver, endAssignment } from "./driver-assignments.ts";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => new Date("2026-03-20T12:00:00Z") };
});
afterAll(() => database.drop());

/** A car with a trip on each of the first days of March, and two drivers. */
async function createFleet(tripDays: number[]) {
  const { db } = deps;
  const { id: accountId } = await insertAccount(db);
  const vehicle = await insertVehicle(db, accountId);
  const ann = await insertDriver(db, accountId);
  const bo = await insertDriver(db, accountId);
  for (const number of tripDays) await insertTrip(db, { accountId, vehicleId: vehicle.id, startedAt: day(number) });
  return { accountId, scope: systemScope(accountId, "test"), vehicleId: vehicle.id, ann: ann.id, bo: bo.id };
}

async function listDrivers(vehicleId: number): Promise<(number | null)[]> {
  const rows = await database.sql<{ driver: number | null }[]>`
    select driver_id::int as driver from trips where vehicle_id = ${vehicleId} order by started_at`;
  return rows.map((row) => row.driver);
}

async function listRollUps(...driverIds: number[]): Promise<number[]> {
  const rows = await deps.db.execute<{ driver: number }>(sql`
    select replace(key, 'roll-up-driver:', '')::int as driver from graphile_worker.jobs where key like 'roll-up-driver:%' order by 1`);
  return rows.map((row) => row.driver).filter((id) => driverIds.includes(id));
}

describe("assigning a driver", () => {
  it("hands over the trips that start in the period: from its start on, up to its end", async () => {
    const { scope, vehicleId, ann, bo } = await createFleet([1, 2, 3, 4]);
    await assignDriver(deps, scope, { driverId: ann, vehicleId, from: day(2), to: day(4) });
    expect(await listDrivers(vehicleId)).toEqual([null, ann, ann, null]);
    expect(await listRollUps(ann, bo)).toEqual([ann]);
  });

  it("with open ends takes all, and a later start wins whatever the order of entry", async () => {
    const { scope, vehicleId, ann, bo } = await createFleet([1, 2, 3]);
    await assignDriver(deps, scope, { driverId: bo, vehicleId, from: day(2) });
    await assignDriver(deps, scope, { driverId: ann, vehicleId });
    expect(await listDrivers(vehicleId)).toEqual([ann, bo, bo]);
    expect(await listRollUps(ann, bo)).toEqual([ann, bo]);
  });

  it("leaves other vehicles alone", async () => {
    const { scope, accountId, vehicleId, ann } = await createFleet([1]);
    const other = await insertVehicle(deps.db, accountId);
    await insertTrip(deps.db, { accountId, vehicleId: other.id, startedAt: day(1) });
    await assignDriver(deps, scope, { driverId: ann, vehicleId });
    expect(await listDrivers(other.id)).toEqual([null]);
  });

  it("must end after it begins", async () => {
    const { scope, vehicleId, ann } = await createFleet([]);
    await expect(assignDriver(deps, scope, { driverId: ann, vehicleId, from: day(2), to: day(1) })).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});

describe("ending an assignment", () => {
  it("gives the later trips to whom was assigned before, and the earlier ones stay", async () => {
    const { scope, vehicleId, ann, bo } = await createFleet([1, 2, 3, 4]);
    await assignDriver(deps, scope, { driverId: ann, vehicleId });
    const { id } = await assignDriver(deps, scope, { driverId: bo, vehicleId, from: day(2) });
    await endAssignment(deps, scope, { assignmentId: id, at: day(4) });
    expect(await listDrivers(vehicleId)).toEqual([ann, bo, bo, ann]);
    // Later than it ended so far: the trip in between comes back.
    await endAssignment(deps, scope, { assignmentId: id, at: day(9) });
    expect(await listDrivers(vehicleId)).toEqual([ann, bo, bo, bo]);
    await endAssignment(deps, scope, { assignmentId: id, at: null });
    expect(await listDrivers(vehicleId)).toEqual([ann, ann, ann, ann]);
  });
});

describe("attributing trips", () => {
  it("says which drivers got or lost a trip, and nobody when nothing changes", async () => {
    const { scope, vehicleId, ann, bo } = await createFleet([1, 2]);
    await assignDriver(deps, scope, { driverId: ann, vehicleId });
    await database.sql`update driver_assignments set driver_id = ${bo} where vehicle_id = ${vehicleId}`;
    const attribute = () => deps.db.transaction((tx) => attributeTrips(tx, vehicleId, null, null));
    expect(await attribute()).toEqual([ann, bo].sort((a, b) => a - b));
    expect(await attribute()).toEqual([]);
  });

  it("waits for a transaction that stores trips of the vehicle, so that none is missed", async () => {
    const { accountId, scope, vehicleId, ann } = await createFleet([]);
    let assigning: Promise<unknown> | undefined;
    await deps.db.transaction(async (tx) => {
      await insertTrip(tx, { accountId, vehicleId, startedAt: day(1) });
      await attributeTrips(tx, vehicleId, null, null);
      assigning = assignDriver(deps, scope, { driverId: ann, vehicleId });
      // Wait until the assignment waits for this transaction's lock.
      const waiting = () => database.sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%no key update%'`;
      while ((await waiting()).length === 0);
    });
    await assigning;
    expect(await listDrivers(vehicleId)).toEqual([ann]);
  });
});
