import { afterAll, beforeAll, expect, test } from "vitest";
import { giveSignOfLife } from "#db/queries/queue/job-locks.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { runPendingJobs } from "./run-pending.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Who has said that they live: holders of the locks of db/queries/queue/job-locks.ts. */
async function countSigns(): Promise<number> {
  const held = await database.sql`
    select from pg_locks where locktype = 'advisory' and classid = 7217002
      and database = (select oid from pg_database where datname = current_database())`;
  return held.length;
}

test("a worker beside leaves a slow job alone, and the job's queue is free when it is done", async () => {
  const { sql, orm } = database;
  const worker = await giveSignOfLife(sql, "worker-beside");
  await sql`select graphile_worker.add_job('slow', queue_name := 'vehicle:1')`;
  let stillLocked: unknown;
  const slow = async () => {
    while ((await countSigns()) < 2) await new Promise((resolve) => setImmediate(resolve));
    await sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'`;
    await worker.freeJobsOfDeadWorkers();
    [stillLocked] = await sql`select locked_by is not null as locked from graphile_worker.jobs`;
  };
  await runPendingJobs(database.url, { db: orm, now: () => new Date() }, { slow });
  expect(stillLocked).toEqual({ locked: true });
  expect(await sql`select from graphile_worker.jobs`).toHaveLength(0);
  expect(await sql`select from graphile_worker._private_job_queues where locked_at is not null`).toHaveLength(0);
  expect(await countSigns()).toBe(1);
  await worker.end();
});
