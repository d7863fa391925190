import { sql } from "drizzle-orm";
import type { Db, Tx } from "../client.ts";

/** The jobs of the pipeline with their payloads, in the order the data flows. */
export interface Jobs {
  "cut-trips": { vehicleId: number };
  "score-trips": { vehicleId: number };
  "roll-up-driver": { driverId: number };
}

export interface JobOptions {
  /** A later job with the same key replaces a waiting one. */
  key: string;
  /** Jobs of one queue run one after another. */
  queue: string;
  runAt?: Date;
}

/** Adds a job in the caller's transaction: it exists exactly when the rows it is about do. */
export async function enqueue<Name extends keyof Jobs>(tx: Db | Tx, name: Name, payload: Jobs[Name], options: JobOptions): Promise<void> {
  await tx.execute(sql`select graphile_worker.add_job(
    ${name}, payload := ${JSON.stringify(payload)}::json, queue_name := ${options.queue},
    run_at := ${options.runAt?.toISOString() ?? null}::timestamptz, job_key := ${options.key}, max_attempts := 25)`);
}

/**
 * Cuts a vehicle's trips anew, soon. Debounced by the key: a waiting job is replaced, so a stream of uploads costs one cut.
 * `runAt` in the future is for the check whether a silent car's trip is over; it has a key of its own so that it never delays a cut.
 */
export function enqueueCutTrips(tx: Db | Tx, vehicleId: number, runAt?: Date): Promise<void> {
  const key = runAt ? `finish-trips:${vehicleId}` : `cut-trips:${vehicleId}`;
  return enqueue(tx, "cut-trips", { vehicleId }, { key, queue: `vehicle:${vehicleId}`, ...(runAt && { runAt }) });
}

export function enqueueScoreTrips(tx: Db | Tx, vehicleId: number): Promise<void> {
  return enqueue(tx, "score-trips", { vehicleId }, { key: `score-trips:${vehicleId}`, queue: `vehicle:${vehicleId}` });
}

export function enqueueRollUpDriver(tx: Db | Tx, driverId: number): Promise<void> {
  return enqueue(tx, "roll-up-driver", { driverId }, { key: `roll-up-driver:${driverId}`, queue: `driver:${driverId}` });
}
