import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { giveSignOfLife } from "./job-locks.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.sql`delete from graphile_worker._private_jobs`;
});

async function addLockedJob(lockedBy: string, ageS: number): Promise<void> {
  await db.sql`select graphile_worker.add_job('cut-trips', job_key := ${lockedBy})`;
  await db.sql`
    update graphile_worker._private_jobs set locked_by = ${lockedBy}, locked_at = now() - make_interval(secs => ${ageS})
    where key = ${lockedBy}`;
}

async function listLocked(): Promise<string[]> {
  const rows = await db.sql<{ key: string }[]>`select key from graphile_worker.jobs where locked_by is not null order by key`;
  return rows.map(({ key }) => key);
}

test("frees the jobs of a worker without a sign of life, and nobody else's", async () => {
  await addLockedJob("worker-dead", 10);
  await addLockedJob("worker-just-started", 0);
  await addLockedJob("worker-alive", 10);
  const alive = await giveSignOfLife(db.sql, "worker-alive");
  const own = await giveSignOfLife(db.sql, "worker-own");
  await own.freeJobsOfDeadWorkers();
  expect(await listLocked()).toEqual(["worker-alive", "worker-just-started"]);
  await alive.end();
  await own.freeJobsOfDeadWorkers();
  expect(await listLocked()).toEqual(["worker-just-started"]);
  await own.end();
});

test("nothing is freed where nothing is locked", async () => {
  const own = await giveSignOfLife(db.sql, "worker-own-2");
  await own.freeJobsOfDeadWorkers();
  expect(await listLocked()).toEqual([]);
  await own.end();
});
