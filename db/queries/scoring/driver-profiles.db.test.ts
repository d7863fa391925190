import { afterAll, beforeAll, expect, test } from "vitest";
import { driverScores } from "#db/schema/scoring.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertVehicle } from "#db/test-factories.ts";
import type { DriverCard } from "#server/domain/scoring/score-driver.ts";
import type { Receipt } from "#server/domain/scoring/score-trip.ts";
import { getDriverProfile, listDriverProfiles } from "./driver-profiles.ts";
import { listRuleLosses } from "./report-cards.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = new Date("2026-03-02T18:00:00Z");
const args = { at, historyLength: 2 };
const card: DriverCard = {
  modelVersion: 1,
  score: 84,
  interval: [80, 88],
  provisional: false,
  parts: { hbr: 17, hac: 16, spd: 20, idl: 18, clt: null, mil: null },
  trips: 12,
  distanceM: 240_000,
  durationS: 20_000,
  movingS: 18_000,
  losses: [],
  brakes: { all: 5, hard: 3 },
  accels: { all: 2, hard: 1 },
  speedingS: 0,
  idlingS: 900,
  nightS: 0,
  fuelL: null,
};

test("a profile has the newest card, the newest scores oldest first, the last trip and the cars of now", async () => {
  const { orm } = database;
  const account = await insertAccount(orm);
  const driver = await insertDriver(orm, account.id, { name: "Ada" });
  const vehicle = await insertVehicle(orm, account.id, { name: "Van" });
  await assignTestDriver(orm, account.id, { driverId: driver.id, vehicleId: vehicle.id });
  const trip = await insertTrip(orm, { accountId: account.id, vehicleId: vehicle.id, driverId: driver.id });
  const scores = ["2026-02-13", "2026-02-20", "2026-02-27"].map((asOf, week) => ({
    asOf,
    score: 80 + week,
    card: { ...card, score: 80 + week },
  }));
  await orm.insert(driverScores).values(scores.map((score) => ({ ...score, driverId: driver.id, accountId: account.id })));
  await insertDriver(orm, account.id, { name: "Zoe" });

  const [ada, zoe] = await listDriverProfiles(orm, fleetScope(account.id), args);
  expect(ada).toEqual({
    id: driver.id,
    name: "Ada",
    email: null,
    asOf: "2026-02-27",
    card: { ...card, score: 82 },
    history: [
      { asOf: "2026-02-20", score: 81, interval: [80, 88] },
      { asOf: "2026-02-27", score: 82, interval: [80, 88] },
    ],
    lastTripAt: trip.startedAt,
    vehicles: [{ id: vehicle.id, name: "Van" }],
  });
  expect(zoe).toMatchObject({ name: "Zoe", card: null, history: [], lastTripAt: null, vehicles: [] });
});

test("a foreign driver and a colleague are not found", async () => {
  const { orm } = database;
  const [mine, other] = [await insertAccount(orm), await insertAccount(orm)];
  const [me, colleague] = [await insertDriver(orm, mine.id), await insertDriver(orm, mine.id)];
  const gone = { code: "not_found", message: "No such driver." };
  await expect(getDriverProfile(orm, fleetScope(other.id), { ...args, driverId: me.id })).rejects.toMatchObject(gone);
  await expect(getDriverProfile(orm, driverScope(mine.id, [me.id]), { ...args, driverId: colleague.id })).rejects.toMatchObject(gone);
  expect((await listDriverProfiles(orm, driverScope(mine.id, [me.id]), args)).map((profile) => profile.id)).toEqual([me.id]);
});

test("points lost are summed by rule over the window's visible trips", async () => {
  const { orm } = database;
  const account = await insertAccount(orm);
  const vehicle = await insertVehicle(orm, account.id);
  const driver = await insertDriver(orm, account.id);
  const receipt: Receipt = { part: "hbr", rule: "brake", points: 1.5, atMs: 0, durationS: 0, position: null, measured: 12, tier: 2 };
  const idling: Receipt = { ...receipt, part: "idl", rule: "idling", points: 0.25 };
  const trip = { accountId: account.id, vehicleId: vehicle.id, driverId: driver.id, driveScore: 80 };
  await insertTrip(orm, { ...trip, startedAt: new Date("2026-02-20T10:00:00Z"), receipts: [receipt, receipt, idling] });
  await insertTrip(orm, { ...trip, startedAt: new Date("2026-02-21T10:00:00Z"), receipts: [receipt] });
  await insertTrip(orm, { ...trip, startedAt: new Date("2026-01-01T10:00:00Z"), receipts: [receipt] });

  const window = { driverId: driver.id, from: new Date("2026-02-01T00:00:00Z"), to: at };
  expect(await listRuleLosses(orm, fleetScope(account.id), window)).toEqual([
    { part: "hbr", rule: "brake", points: 4.5, receipts: 3, trips: 2 },
    { part: "idl", rule: "idling", points: 0.25, receipts: 1, trips: 1 },
  ]);
  expect(await listRuleLosses(orm, fleetScope(account.id + 1), window)).toEqual([]);
});
