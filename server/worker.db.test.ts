import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainClient } from "#db/client.ts";
import { enqueueCutTrips } from "#db/queries/queue/jobs.ts";
import { ensureSamplePartitions, storeSamples } from "#db/queries/telemetry/samples.ts";
import { events } from "#db/schema/outbox.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { recutRanges, trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDevice, insertVehicle } from "#db/test-factories.ts";
import { monthsOf } from "#server/domain/telemetry/months.ts";
import { drive, hump } from "#server/domain/trips/fixtures/drive.ts";

let database: TestDatabase;
const workers = new Set<ChildProcess>();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await database.drop();
});

const startMs = Date.UTC(2026, 2, 2, 8);
const day = [0, 3, 6].flatMap((hour) => drive({ startMs: startMs + hour * 3_600_000, speeds: [...hump(60, 300), ...hump(90, 300)] }));

/** A real worker process on the test database; ready when it says so. */
async function startWorker(): Promise<ChildProcess> {
  const env = { NODE_ENV: "test" as const, DATABASE_URL: database.url, NEXTAUTH_SECRET: "9f3c61d2b7a84e05c1f6d83a2b9e740d" };
  const worker = spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  workers.add(worker);
  for await (const line of createInterface({ input: worker.stdout })) if (line.includes("worker: ready")) break;
  return worker;
}

async function uploadDay(): Promise<number> {
  const db = database.orm;
  const account = await insertAccount(db);
  const vehicle = await insertVehicle(db, account.id);
  const device = await insertDevice(db, account.id, { vehicleId: vehicle.id });
  await ensureSamplePartitions(db, monthsOf(day));
  await plainClient(db).begin((tx) => storeSamples(tx, device.id, day));
  await db.transaction(async (tx) => {
    const last = day.at(-1)?.atMs ?? startMs;
    await tx.insert(recutRanges).values({ vehicleId: vehicle.id, fromAt: new Date(startMs), toAt: new Date(last) });
    await enqueueCutTrips(tx, vehicle.id);
  });
  return vehicle.id;
}

/** Asks the database until it says yes. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

const isEmpty = async (query: Promise<readonly unknown[]>) => (await query).length === 0;

test("a worker killed in the middle of cutting loses nothing and doubles nothing", async () => {
  const { sql, orm } = database;
  const first = await startWorker();
  let vehicleId = 0;
  // The tracks are written inside the cut's transaction, after the first trip's row: holding the table stops the cut there.
  await sql.begin(async (tx) => {
    await tx`lock table trip_tracks in access exclusive mode`;
    vehicleId = await uploadDay();
    await until(async () => !(await isEmpty(sql`select from pg_locks where relation = 'trip_tracks'::regclass and not granted`)));
    const gone = once(first, "exit");
    first.kill("SIGKILL");
    await gone;
  });
  expect(await orm.select().from(trips)).toEqual([]);
  await startWorker();
  await until(() => isEmpty(sql`select from graphile_worker.jobs where run_at <= now()`));
  const cut = await orm.select().from(trips).where(eq(trips.vehicleId, vehicleId)).orderBy(asc(trips.startedAt));
  expect(cut.map((trip) => [trip.startedAt.getTime(), trip.sampleCount])).toEqual(
    [0, 3, 6].map((hour) => [startMs + hour * 3_600_000, day.length / 3]),
  );
  expect(await orm.select().from(reportCards)).toHaveLength(3);
  const finished = await orm.select().from(events).where(eq(events.type, "trip.finished"));
  expect(finished).toHaveLength(3);
});
