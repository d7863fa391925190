import { afterAll, beforeAll, expect, test } from "vitest";
import { insertEpisodes } from "#db/queries/health/dtc-episodes.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount, insertVehicle } from "#db/test-factories.ts";
import type { TrackedEpisode } from "#server/domain/health/dtc/episode.ts";
import { createCallerFactory } from "./init.ts";
import { appRouter } from "./root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = new Date("2026-03-20T12:00:00Z");
const openedAtMs = now.getTime() - 86_400_000;

function callAs(accountId: number) {
  const session = {
    userId: 1,
    accountId,
    role: "owner",
    name: "Ada",
    email: "ada@fleet.example",
    units: "metric",
    timeZone: null,
  } as const;
  return createCallerFactory(appRouter)({
    deps: { db: database.orm, now: () => now },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session,
    scope: fleetScope(accountId),
  });
}

function episode(code: string, more: Partial<TrackedEpisode> = {}): TrackedEpisode {
  const rest = { openedTripId: null, closedTripId: null, openedKm: 1200, closedKm: null, lat: null, lon: null, drivenM: 0, milDrivenM: 0 };
  return { code, status: "stored", openedAtMs, storedAtMs: openedAtMs, closedAtMs: null, ...rest, ...more };
}

test("open faults come with what they mean, gravest first, and the history has all", async () => {
  const { orm } = database;
  const account = await insertAccount(orm);
  const vehicle = await insertVehicle(orm, account.id);
  const stored = [
    episode("P0457"),
    episode("P0302", { status: "pending", storedAtMs: null }),
    episode("P1351"),
    episode("P0301"),
    episode("P0420", { status: "cleared", closedAtMs: openedAtMs + 1000 }),
  ];
  await orm.transaction((tx) => insertEpisodes(tx, { accountId: account.id, vehicleId: vehicle.id }, stored));
  const { faults, history } = await callAs(account.id).health.get({ vehicleId: vehicle.id });
  expect(faults.map(({ code }) => code)).toEqual(["P0301", "P1351", "P0457", "P0302"]);
  expect(faults[0]).toMatchObject({ openedKm: 1200, description: { title: "Cylinder 1 misfire", severity: "critical", known: true } });
  expect(faults[1]).toMatchObject({ description: { known: false, causes: [] } });
  expect(history).toHaveLength(5);
  expect(history.find(({ code }) => code === "P0420")).toMatchObject({ title: "Catalyst efficiency low, bank 1", severity: "medium" });
});

test("a car of another account is not found", async () => {
  const { orm } = database;
  const [mine, other] = [await insertAccount(orm), await insertAccount(orm)];
  const vehicle = await insertVehicle(orm, mine.id);
  expect(await callAs(mine.id).health.get({ vehicleId: vehicle.id })).toEqual({ faults: [], history: [] });
  await expect(callAs(other.id).health.get({ vehicleId: vehicle.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
