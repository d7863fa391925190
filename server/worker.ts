import { EventEmitter } from "node:events";
import { run, type WorkerEvents } from "graphile-worker";
import type { ReservedSql } from "postgres";
import { openDatabase } from "#db/client.ts";
import { freeJobsOfDeadWorkers, markWorkerAlive } from "#db/queries/job-locks.ts";
import { readEnv } from "./env.ts";
import { createTasks } from "./jobs/tasks.ts";
import { createLog } from "./log.ts";
import { onStop } from "./process-stop.ts";

const sweepMs = 5000;

const env = readEnv();
const log = createLog(env.LOG_LEVEL, "worker");
const database = openDatabase(env.DATABASE_URL);
const events: WorkerEvents = new EventEmitter();
let connection: ReservedSql | undefined;

/** Holds this worker's sign of life on a connection of its own and looks for workers without one. */
async function sweep(workerId: string): Promise<void> {
  try {
    if (!connection) {
      connection = await database.sql.reserve();
      await markWorkerAlive(connection, workerId);
    }
    await freeJobsOfDeadWorkers(connection);
  } catch (error) {
    connection = undefined;
    log.warn({ err: error }, "worker: looking for jobs of dead workers failed");
  }
}

events.on("pool:create", ({ workerPool }) => {
  void sweep(workerPool.id);
  setInterval(() => void sweep(workerPool.id), sweepMs).unref();
});

const runner = await run({
  connectionString: env.DATABASE_URL,
  taskList: createTasks({ db: database.orm, now: () => new Date() }),
  concurrency: env.WORKER_CONCURRENCY,
  noHandleSignals: true,
  events,
});
log.info({ concurrency: env.WORKER_CONCURRENCY }, "worker: ready");

// A job that is cut short is taken up again by the next worker; jobs are harmless to repeat.
onStop(async () => {
  await runner.stop();
  connection?.release();
  await database.close();
});
await runner.promise;
