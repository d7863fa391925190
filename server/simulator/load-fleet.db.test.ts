import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listDueItems } from "#db/queries/service/due-items.ts";
import { listTrips } from "#db/queries/trips/trips.ts";
import { listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import { scenarios } from "#db/seed.ts";
import type { Scenario } from "#db/seeds/scenario.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { createSpool } from "#server/files/spool.ts";
import { createLog } from "#server/log.ts";
import { findFleetScope } from "./create-fleet.ts";
import { simulateHistory } from "./history.ts";
import { driveLive } from "./live.ts";
import { type LoadDeps, loadFleet } from "./load-fleet.ts";
import { compressUploads } from "./upload-fleet.ts";

const { small } = scenarios;
const password = "three cars, a few hours";
/** Times are relative to the real clock: the queue has no other. */
const end = Math.floor(Date.now() / 1000) * 1000;

let database: TestDatabase;
let deps: LoadDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  const now = () => new Date();
  const log = createLog("error", "test");
  const route = compressUploads(createIngestApi({ db: database.orm, now, log, spool: createSpool(tmpdir()) }));
  const progress = { say: () => {}, begin: () => {}, add: () => {}, end: () => {} };
  deps = {
    db: database.orm,
    now,
    route,
    signal: new AbortController().signal,
    databaseUrl: database.url,
    progress,
    files: createFileStore(tmpdir()),
  };
});
afterAll(() => database.drop());

async function load(scenario: Scenario) {
  const report = await loadFleet(deps, scenario, { passwordFor: () => password, end });
  const scope = await findFleetScope(deps, scenario.account);
  if (!scope) throw new Error("no account");
  const { trips } = await listTrips(deps.db, scope, { sort: "date", descending: false, offset: 0, limit: 100 });
  return { report, scope, trips };
}

/** What must be alike, by start and car: two cars may set off in the same second. */
const figures = (trips: Awaited<ReturnType<typeof load>>["trips"]) =>
  trips
    .map(({ vehicle, startedAt, endedAt, status, distanceM, hardBrakes, driveScore }) => ({
      vehicle: vehicle.name,
      startedAt,
      endedAt,
      status,
      distanceM,
      hardBrakes,
      driveScore,
    }))
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.vehicle.localeCompare(b.vehicle));

test("each simulated trip becomes one trip, scored, with the driver who drove it", async () => {
  const { report, scope, trips } = await load(small);
  expect(report.signIn).toEqual(small.users.map(({ role, email }) => ({ role, email, password })));
  const driven = small.vehicles.flatMap((seed) =>
    [...simulateHistory(small, seed, end)].flatMap(({ trip }) => (trip ? [{ name: seed.name, startAt: trip.startAt }] : [])),
  );
  const byStart = (a: { name: string; startAt: number }, b: { name: string; startAt: number }) =>
    a.startAt - b.startAt || a.name.localeCompare(b.name);
  expect(trips.map(({ vehicle, startedAt }) => ({ name: vehicle.name, startAt: startedAt.getTime() })).sort(byStart)).toEqual(
    driven.sort(byStart),
  );
  const open = trips.filter(({ status }) => status === "open").map(({ vehicle }) => vehicle.name);
  expect(open).toEqual(["Careful Civic"]);
  const scoreOf = (driver: string) => {
    const scores = trips.filter((trip) => trip.driver?.name === driver).flatMap(({ driveScore }) => driveScore ?? []);
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  expect(scoreOf("Carla Careful")).toBeGreaterThan(85);
  expect(scoreOf("Rufus Rough")).toBeLessThan(75);
  const garage = await listGarageVehicles(deps.db, scope, { at: new Date() });
  expect(garage.find(({ name }) => name === "Rough Golf")?.signals).toMatchObject({ dtcs: [{ code: "P0301" }], mil: { value: true } });
  expect(garage.find(({ name }) => name === "Quiet Bolt")?.signals?.socPct?.value).toBeGreaterThan(10);
});

test("an adapter that uploads late, shuffled and twice ends in the same trips as a prompt one", async () => {
  const vehicles = small.vehicles.map((seed) => ({ ...seed, adapter: "late" as const }));
  const prompt = await load({ ...small, account: "Prompt", users: [] });
  const late = await load({ ...small, account: "Late", users: [], vehicles });
  expect(late.report.totals.duplicates).toBeGreaterThan(1000);
  expect(prompt.report.totals.duplicates).toBe(0);
  expect(figures(late.trips)).toEqual(figures(prompt.trips));
});

test("loading a fleet again only adds what is newer: at the same end nothing", async () => {
  const scenario = { ...small, account: "Again", users: [] };
  const first = await load(scenario);
  const second = await load(scenario);
  expect(second.report.totals.accepted).toBe(0);
  expect(figures(second.trips)).toEqual(figures(first.trips));
  expect(second.trips.map(({ id }) => id)).toEqual(first.trips.map(({ id }) => id));
});

test("a new fleet is furnished with papers and plans, and one that was there is left alone", async () => {
  const [first] = small.vehicles;
  if (!first) throw new Error("no car");
  const scenario: Scenario = {
    ...small,
    account: "Furnished",
    users: [],
    drivers: small.drivers.map((driver) => ({ ...driver, licence: { number: "L-1", expiresInDays: -4 } })),
    vehicles: [
      {
        ...first,
        papers: [{ kind: "insurance", number: "P-1", expiresInDays: 5 }],
        services: [{ name: "Oil", everyKm: 10_000, doneDaysAgo: 100, kmSince: 10_500 }],
      },
    ],
  };
  const due = async () => {
    const { scope } = await load(scenario);
    const items = await listDueItems(deps.db, scope, { at: new Date(), daysAhead: 30 });
    return items.map(({ kind, state, title }) => [kind, state, title]).sort();
  };
  const furnished = [
    ["document", "overdue", "licence"],
    ["document", "overdue", "licence"],
    ["document", "soon", "insurance"],
    ["service", "overdue", "Oil"],
  ];
  expect(await due()).toEqual(furnished);
  expect(await due()).toEqual(furnished);
});

test("live cars go on where they stood, and stop when told to", async () => {
  const vehicles = small.vehicles.slice(0, 1).map((seed) => ({ ...seed, live: true }));
  const scenario = { ...small, account: "Live", users: [], vehicles };
  const { scope } = await load(scenario);
  const newest = async () => (await listGarageVehicles(deps.db, scope, { at: new Date() }))[0]?.newestAt?.getTime() ?? 0;
  const before = await newest();
  const stop = new AbortController();
  // The first upload ends the trip the car was on, the second is of the next one.
  let uploads = 0;
  const route: LoadDeps["route"] = {
    request: (path, init) => {
      uploads += 1;
      if (uploads === 2) stop.abort();
      return deps.route.request(path, init);
    },
  };
  await driveLive(
    { ...deps, route, signal: stop.signal, log: createLog("error", "test"), uploadEveryMs: 1, pausesS: { first: [0, 0], between: [0, 0] } },
    scenario,
    scope,
  );
  expect(await newest()).toBeGreaterThan(before);
});
