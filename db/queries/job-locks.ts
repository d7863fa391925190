import type { ReservedSql } from "postgres";

/** Any constant of our own: the first half of the advisory locks that say which worker lives. */
const aliveKey = 7_217_002;

/** Says that the worker lives, for as long as the connection does. */
export async function markWorkerAlive(connection: ReservedSql, workerId: string): Promise<void> {
  await connection`select pg_advisory_lock(${aliveKey}::int, hashtext(${workerId}))`;
}

/**
 * Frees the jobs of killed workers at once, so that another takes them up; the queue alone would wait four hours.
 * Jobs younger than three seconds stay: their worker may not have said yet that it lives.
 */
export async function freeJobsOfDeadWorkers(connection: ReservedSql): Promise<void> {
  await connection`
    select graphile_worker.force_unlock_workers(array_agg(distinct jobs.locked_by))
    from graphile_worker.jobs
    where jobs.locked_at < now() - interval '3 seconds' and not exists (
      select from pg_locks
      where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())
        and classid = ${aliveKey}::int::oid and objid = hashtext(jobs.locked_by)::oid)
    having count(*) > 0`;
}
