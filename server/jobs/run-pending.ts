import { EventEmitter } from "node:events";
import { Logger, runOnce, type TaskList, type WorkerEvents } from "graphile-worker";
import { plainClient } from "#db/client.ts";
import { giveSignOfLife, type SignOfLife } from "#db/queries/queue/job-locks.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { createPipelineTasks } from "./tasks.ts";

/** Quiet: commands that call this keep standard output for their own answer. Failed jobs stay in the queue with their error. */
const logger = new Logger(() => () => {});

/**
 * Runs all jobs of the pipeline that are due, and those they add, then returns; with `more` also jobs of those tasks. Works beside a
 * running worker: a sign of life keeps that from taking slow jobs over, which would be done twice and leave their queue locked.
 */
export async function runPendingJobs(url: string, deps: CommandDeps, more: TaskList = {}): Promise<void> {
  // One connection: a worker does not wait until its job is marked as done before it asks for the next one. On a second
  // connection the job's queue would still be locked then, and what waits in it would be taken for nothing left to do.
  const connection = { connectionString: url, maxPoolSize: 1 };
  const taskList = { ...createPipelineTasks(deps), ...more };
  const events: WorkerEvents = new EventEmitter();
  const signs: Promise<SignOfLife>[] = [];
  events.on("pool:create", ({ workerPool }) => {
    const sign = giveSignOfLife(plainClient(deps.db), workerPool.id);
    // Told below, when the jobs have run.
    sign.catch(() => {});
    signs.push(sign);
  });
  try {
    await runOnce({ ...connection, taskList, concurrency: 2, logger, noHandleSignals: true, events });
  } finally {
    for (const sign of signs) await (await sign).end();
  }
}
