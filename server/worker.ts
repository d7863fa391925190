import { EventEmitter } from "node:events";
import { Logger, type LogLevel, parseCronItems, run, type WorkerEvents } from "graphile-worker";
import { openDatabase } from "#db/client.ts";
import { giveSignOfLife, type SignOfLife } from "#db/queries/job-locks.ts";
import { readEnv } from "./env.ts";
import { createFileStore } from "./files/file-store.ts";
import { schedule, streetSchedule } from "./jobs/schedule.ts";
import { createTasks } from "./jobs/tasks.ts";
import { createLog } from "./log.ts";
import { createNotifier } from "./notify/create-notifier.ts";
import { createGeocoder } from "./places/geocoder.ts";
import { onStop } from "./process-stop.ts";

const sweepMs = 5000;

const env = readEnv();
const log = createLog(env.LOG_LEVEL, "worker");
const database = openDatabase(env.DATABASE_URL);
const events: WorkerEvents = new EventEmitter();
const geocoder = env.GEOCODER_URL ? createGeocoder({ url: env.GEOCODER_URL, publicUrl: env.PUBLIC_URL }) : null;
let life: SignOfLife | undefined;

/** Gives this worker's sign of life, anew after a lost connection, and looks for workers without one. */
async function sweep(workerId: string): Promise<void> {
  try {
    life ??= await giveSignOfLife(database.sql, workerId);
    await life.freeJobsOfDeadWorkers();
  } catch (error) {
    life = undefined;
    log.warn({ err: error }, "worker: looking for jobs of dead workers failed");
  }
}

/** The queue's own words, in our log's form; what it tells at length is for debugging. */
function write(level: `${LogLevel}`, message: string): void {
  if (level === "error") log.error(`queue: ${message}`);
  else if (level === "warning") log.warn(`queue: ${message}`);
  else log.debug(`queue: ${message}`);
}

events.on("pool:create", ({ workerPool }) => {
  void sweep(workerPool.id);
  setInterval(() => void sweep(workerPool.id), sweepMs).unref();
});

async function work(): Promise<void> {
  const runner = await run({
    connectionString: env.DATABASE_URL,
    taskList: createTasks({
      db: database.orm,
      now: () => new Date(),
      files: createFileStore(env.DATA_DIR),
      notifier: createNotifier(env),
      geocoder,
    }),
    concurrency: env.WORKER_CONCURRENCY,
    parsedCronItems: parseCronItems([...schedule, ...(geocoder ? [streetSchedule] : [])]),
    noHandleSignals: true,
    logger: new Logger(() => write),
    events,
  });
  log.info({ concurrency: env.WORKER_CONCURRENCY }, "worker: ready");
  // A job that is cut short is taken up again by the next worker; jobs are harmless to repeat.
  onStop(async () => {
    await runner.stop();
    life?.end();
    await database.close();
  });
  await runner.promise;
}

work().catch((error) => {
  log.fatal({ err: error }, "worker: ended");
  process.exit(1);
});
