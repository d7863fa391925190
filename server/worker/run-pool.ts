import { EventEmitter } from "node:events";
import { Logger, type LogLevel, type ParsedCronItem, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Database } from "#db/client.ts";
import { giveSignOfLife, type SignOfLife } from "#db/queries/queue/job-locks.ts";
import type { Log } from "#server/log.ts";
import { createPlaces } from "./places.ts";

const sweepMs = 5000;

export interface PoolOptions {
  url: string;
  database: Database;
  log: Log;
  tasks: TaskList;
  /** Jobs at the same time. */
  concurrency: number;
  /**
   * How often to look for jobs of which no notice comes, ms: one that was added while another of its queue was being marked as done
   * waits for the next look.
   */
  pollInterval: number;
  cronItems?: ParsedCronItem[];
  /** How many jobs with a flag may run at once; without it, as many as there are. */
  countPlaces?: (flag: string) => number;
}

export interface Pool {
  /** Takes no more jobs and waits for those that run; the queue breaks them off after five seconds. */
  stop(): Promise<void>;
  /** Settles when it has ended, for whatever reason. */
  ended: Promise<void>;
}

/** Works on the jobs of these tasks and no others, and says that it lives, so that its jobs are left to it. */
export async function runPool(options: PoolOptions): Promise<Pool> {
  const { url, database, log, tasks, concurrency, pollInterval, cronItems = [], countPlaces } = options;
  const events: WorkerEvents = new EventEmitter();
  const signs = keepAlive(events, database, log);
  const runner = await run({
    connectionString: url,
    taskList: tasks,
    concurrency,
    pollInterval,
    parsedCronItems: cronItems,
    noHandleSignals: true,
    logger: new Logger(() => writeTo(log)),
    events,
    ...(countPlaces && { forbiddenFlags: createPlaces(events, countPlaces).listFullFlags }),
  });
  return {
    stop: async () => {
      await runner.stop();
      await signs.end();
    },
    ended: runner.promise,
  };
}

/** Gives the pool's sign of life, anew after a lost connection, and looks for workers without one. */
function keepAlive(events: WorkerEvents, database: Database, log: Log): { end(): Promise<void> } {
  let life: SignOfLife | undefined;
  let timer: NodeJS.Timeout | undefined;
  const sweep = async (workerId: string): Promise<void> => {
    try {
      life ??= await giveSignOfLife(database.sql, workerId);
      await life.freeJobsOfDeadWorkers();
    } catch (error) {
      life = undefined;
      log.warn({ err: error }, "worker: looking for jobs of dead workers failed");
    }
  };
  events.on("pool:create", ({ workerPool }) => {
    void sweep(workerPool.id);
    timer = setInterval(() => void sweep(workerPool.id), sweepMs).unref();
  });
  return {
    end: async () => {
      clearInterval(timer);
      await life?.end();
    },
  };
}

/** A job asks for a connection of the queue only when it begins and ends: fewer of them than jobs are enough. */
const needless = /^WARNING: having maxPoolSize/;

/** The queue's own words, in our log's form; what it tells at length is for debugging. */
function writeTo(log: Log): (level: `${LogLevel}`, message: string) => void {
  return (level, message) => {
    if (level === "error") log.error(`queue: ${message}`);
    else if (level === "warning" && !needless.test(message)) log.warn(`queue: ${message}`);
    else log.debug(`queue: ${message}`);
  };
}
