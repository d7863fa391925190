import { eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { signInThrottles } from "#db/schema/accounts.ts";

/** How the wait of one kind of key grows. */
export interface ThrottlePolicy {
  /** So many failures cost nothing; the next ones 1, 2, 4 … seconds. */
  freeFailures: number;
  /** The longest wait, seconds. */
  maxWaitS: number;
  /** Failures are forgotten this long after the last one, seconds. */
  forgetAfterS: number;
}

/** Long past rather than the moment of the attempt: a parallel attempt may carry an earlier moment, and must not have to wait. */
const unblocked = sql`to_timestamp(0)`;

/**
 * Counts an attempt as a failure in advance, in one statement, so that a burst of parallel ones cannot slip through; a success takes it back.
 * Returns the moment before which the next try is refused when this one is refused already, else null.
 */
export async function countAttempt(db: Db, key: string, policy: ThrottlePolicy, now: Date): Promise<Date | null> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const failures = sql`case when t.last_failure_at < ${at} - make_interval(secs => ${policy.forgetAfterS})
    then 1 else least(t.failures + 1, 1000) end`;
  const beyond = sql`(${failures}) - ${policy.freeFailures}`;
  const counted = await db.execute(sql`
    insert into sign_in_throttles as t (key, failures, last_failure_at, blocked_until) values (${key}, 1, ${at}, ${unblocked})
    on conflict (key) do update set failures = ${failures}, last_failure_at = ${at}, blocked_until = case when ${beyond} <= 0
      then ${unblocked} else ${at} + make_interval(secs => least(${policy.maxWaitS}, power(2, least(${beyond} - 1, 20)))) end
    where t.blocked_until <= ${at}
    returning t.key`);
  if (counted.length > 0) return null;
  const rows = await db.select({ blockedUntil: signInThrottles.blockedUntil }).from(signInThrottles).where(eq(signInThrottles.key, key));
  return rows[0]?.blockedUntil ?? now;
}

/** How a place in line for attempts that would be refused otherwise comes round. */
export interface TurnPolicy {
  /** After the first attempt the turn comes in so many seconds, then twice as long after each turn taken … */
  firstWaitS: number;
  /** … and so many at most. */
  maxWaitS: number;
  /** A place that is not asked for this long is lost, seconds. */
  forgetAfterS: number;
}

/** Takes a place in line, or the turn when it has come: true. One statement, so that a burst takes it once. */
export async function takeTurn(db: Db, key: string, policy: TurnPolicy, now: Date): Promise<boolean> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const isNew = sql`t.last_failure_at < ${at} - make_interval(secs => ${policy.forgetAfterS})`;
  const waitS = sql`case when ${isNew} then ${policy.firstWaitS}::float8
    else least(${policy.maxWaitS}::float8, ${policy.firstWaitS}::float8 * power(2, least(t.failures, 20))) end`;
  const rows = await db.execute<{ failures: number }>(sql`
    insert into sign_in_throttles as t (key, failures, last_failure_at, blocked_until)
    values (${key}, 1, ${at}, ${at} + make_interval(secs => ${policy.firstWaitS}))
    on conflict (key) do update set failures = case when ${isNew} then 1 else least(t.failures + 1, 1000) end,
      last_failure_at = ${at}, blocked_until = ${at} + make_interval(secs => ${waitS})
    where t.blocked_until <= ${at}
    returning t.failures`);
  return (rows[0]?.failures ?? 0) > 1;
}

/** Forgets the failures of a key, and of all keys without a failure since `before`. */
export async function forgetFailures(db: Db, key: string, before: Date): Promise<void> {
  await db.delete(signInThrottles).where(eq(signInThrottles.key, key));
  await db.delete(signInThrottles).where(lt(signInThrottles.lastFailureAt, before));
}

/** Takes back one counted attempt: it was a success. */
export async function takeBackAttempt(db: Db, key: string): Promise<void> {
  await db
    .update(signInThrottles)
    .set({ failures: sql`greatest(${signInThrottles.failures} - 1, 0)`, blockedUntil: unblocked })
    .where(eq(signInThrottles.key, key));
}
