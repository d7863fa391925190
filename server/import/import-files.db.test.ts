import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listTokens } from "#db/queries/apps/tokens.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDevice, insertVehicle } from "#db/test-factories.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createSpool } from "#server/files/spool.ts";
import { type ImportDeps, type ImportRequest, importFiles } from "./import-files.ts";

let database: TestDatabase;
let directory: string;
let deps: ImportDeps;
let accountId: number;
let deviceId: number;
let serial: string;

const silent = {
  begin: () => {},
  addBytes: () => {},
  startFile: () => {},
  endFile: () => {},
  failFile: () => {},
  say: () => {},
  end: () => {},
};

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), "motorpool-import-"));
  const commandDeps = { db: database.orm, now: () => new Date("2026-03-01T12:00:00Z") };
  const route = createIngestApi({ ...commandDeps, log: pino({ level: "silent" }), spool: createSpool(directory) });
  deps = { ...commandDeps, databaseUrl: database.url, route, progress: silent };
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  accountId = (await insertAccount(database.orm)).id;
  const vehicle = await insertVehicle(database.orm, accountId);
  const device = await insertDevice(database.orm, accountId, { vehicleId: vehicle.id });
  deviceId = device.id;
  serial = device.serial;
});

async function write(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

/** A drive at 36 km/h, a row a second. */
function drive(rows: number, time: (second: number) => string | number): string {
  return `t,v\n${Array.from({ length: rows }, (_, second) => `${time(second)},${second === 0 ? 0 : 36}\n`).join("")}`;
}
const onADay = (second: number) => new Date(Date.UTC(2020, 4, 1) + second * 1000).toISOString();

const run = (files: string[], request: Partial<ImportRequest> = {}, runDeps = deps) =>
  importFiles(runDeps, { format: "csv", device: serial, timeZone: "UTC", map: ["t=at,v=speed_kmh"], files, ...request });

async function countSamples(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`select count(*)::int from samples where device_id = ${deviceId}`;
  return row?.count ?? 0;
}

test("imports through the route and cuts trips; a second time changes nothing", async () => {
  const file = await write("drive.csv", drive(1500, onADay));
  const first = await run([file]);
  expect(first.files).toMatchObject([{ accepted: 1500, duplicates: 0, skipped: 0, rejected: 0 }]);
  expect(first.vehicles[0]?.trips).toMatchObject([{ startedAt: new Date(onADay(0)), endedAt: new Date(onADay(1499)) }]);
  const second = await run([file]);
  expect(second.files).toMatchObject([{ accepted: 0, skipped: 1500 }]);
  expect(second.vehicles).toEqual(first.vehicles);
  expect(await countSamples()).toBe(1500);
});

test("goes on where an interrupted import stopped", async () => {
  const file = await write("long.csv", drive(2500, onADay));
  let requests = 0;
  const route = {
    request: (path: string, init: RequestInit) =>
      ++requests === 2 ? new Response("gone", { status: 500 }) : deps.route.request(path, init),
  };
  const broken = await run([file], {}, { ...deps, route });
  expect(broken.failures).toMatchObject([{ file, message: expect.stringContaining("500 gone") }]);
  expect(await countSamples()).toBe(1000);
  expect((await run([file])).files).toMatchObject([{ skipped: 1000, accepted: 1500 }]);
  expect(await countSamples()).toBe(2500);
});

test("recordings without a date never meet and are recognised by their content", async () => {
  const one = await write(
    "one.csv",
    drive(100, (second) => second),
  );
  const other = await write(
    "other.csv",
    drive(200, (second) => second),
  );
  const request = { map: ["t=at:s,v=speed_kmh"] };
  const report = await run([one, other], request);
  const starts = report.files.map(({ firstAtMs }) => new Date(firstAtMs ?? 0).toISOString());
  expect(starts).toEqual(["2001-01-01T00:00:00.000Z", "2001-01-02T00:00:00.000Z"]);
  expect(report.vehicles[0]?.trips).toHaveLength(2);
  const renamed = await write(
    "renamed.csv",
    drive(100, (second) => second),
  );
  expect((await run([renamed], request)).files).toMatchObject([{ accepted: 0, skipped: 100 }]);
  expect(await countSamples()).toBe(300);
});

test("--start lays a recording out", async () => {
  const file = await write(
    "start.csv",
    drive(10, (second) => second),
  );
  const startMs = Date.UTC(2024, 1, 29, 8);
  const report = await run([file], { map: ["t=at:s,v=speed_kmh"], startMs });
  expect(report.files).toMatchObject([{ firstAtMs: startMs, undated: true }]);
});

test("a bad file does not keep the others back; rejected rows are named by line", async () => {
  const good = await write("good.csv", `${drive(20, onADay)}nonsense,1\n${onADay(21)},-5\n`);
  const wrong = await write("wrong.csv", "a,b\n1,2\n");
  const report = await run([join(directory, "missing.csv"), wrong, good]);
  expect(report.failures.map(({ message }) => message)).toEqual([
    "There is no such file.",
    'The file has no column "t", "v". Its columns: "a", "b".',
  ]);
  expect(report.files).toMatchObject([{ accepted: 20, rejected: 2, reasons: [{ line: 22 }, { line: 23 }] }]);
});

test("an unknown device is refused with what to do; its token ends with the import", async () => {
  await expect(run([], { device: "unknown" })).rejects.toThrow("Create one in a vehicle first");
  await run([await write("short.csv", drive(5, onADay))]);
  const tokens = await listTokens(database.orm, systemScope(accountId, "test"));
  expect(tokens).toMatchObject([{ name: "import", revokedAt: expect.any(Date) }]);
});
