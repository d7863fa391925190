import type { ReservedSql } from "postgres";
import type { Database } from "#db/client.ts";

/** Any constant of our own: the first half of the advisory locks that say which worker lives. */
const aliveKey = 7_217_002;

/** A connection that says that a worker lives, for as long as it is open. */
export interface SignOfLife {
  /**
   * Frees the jobs of killed workers, so that another takes them up at once; the queue alone would wait four hours.
   * Jobs younger than three seconds stay: their worker may not have said yet that it lives.
   */
  freeJobsOfDeadWorkers(): Promise<void>;
  end(): Promise<void>;
}

async function freeJobs(connection: ReservedSql): Promise<void> {
  await connection`
    select graphile_worker.force_unlock_workers(array_agg(distinct jobs.locked_by))
    from graphile_worker.jobs
    where jobs.locked_at < now() - interval '3 seconds' and not exists (
      select from pg_locks
      where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())
        and classid = ${aliveKey}::int::oid and objid = hashtext(jobs.locked_by)::oid)
    having count(*) > 0`;
}

export async function giveSignOfLife(sql: Database["sql"], workerId: string): Promise<SignOfLife> {
  const connection = await sql.reserve();
  await connection`select pg_advisory_lock(${aliveKey}::int, hashtext(${workerId}))`;
  const end = async () => {
    // The connection goes back to its pool, where it would keep saying that the worker lives.
    await connection`select pg_advisory_unlock(${aliveKey}::int, hashtext(${workerId}))`.finally(() => connection.release());
  };
  return { freeJobsOfDeadWorkers: () => freeJobs(connection), end };
}
