import { parseCronItems } from "graphile-worker";
import { openDatabase } from "#db/client.ts";
import type { CommandDeps } from "./commands/deps.ts";
import { recutOutdated } from "./commands/trips/recut-vehicles.ts";
import { countPlaces, deliveryPlaces } from "./domain/alerts/delivery/turns.ts";
import { readEnv } from "./env.ts";
import { createFileStore } from "./files/file-store.ts";
import { schedule, streetSchedule } from "./jobs/schedule.ts";
import { createDeliveryTasks, createTasks } from "./jobs/tasks.ts";
import { createLog, scrubOutput } from "./log.ts";
import { createNotifier } from "./notify/create-notifier.ts";
import { createGeocoder } from "./places/geocoder.ts";
import { onStop } from "./process-stop.ts";
import { createWebhookSender } from "./webhooks/send.ts";
import { runPool } from "./worker/run-pool.ts";

/** Apps hear of a drive within two seconds, and several jobs come one after the other until they do, ms. */
const pipelinePollMs = 200;
/** Of many places, each of which looks, ms. */
const deliveryPollMs = 500;

scrubOutput();
const env = readEnv();
const log = createLog(env.LOG_LEVEL, "worker");
const database = openDatabase(env.DATABASE_URL);
const geocoder = env.GEOCODER_URL ? createGeocoder({ url: env.GEOCODER_URL, publicUrl: env.PUBLIC_URL }) : null;

async function work(): Promise<void> {
  const deps = { db: database.orm, now: () => new Date(), notifier: createNotifier(env) };
  const sendWebhook = createWebhookSender({ masterSecret: env.NEXTAUTH_SECRET, allowCidrs: env.WEBHOOK_ALLOW_CIDRS });
  const common = { url: env.DATABASE_URL, database, log };
  const pools = await Promise.all([
    runPool({
      ...common,
      tasks: createTasks({ ...deps, files: createFileStore(env.DATA_DIR) }),
      concurrency: env.WORKER_CONCURRENCY,
      pollInterval: pipelinePollMs,
      cronItems: parseCronItems([...schedule]),
    }),
    runPool({
      ...common,
      tasks: createDeliveryTasks({ ...deps, sendWebhook, geocoder }),
      concurrency: deliveryPlaces,
      pollInterval: deliveryPollMs,
      cronItems: parseCronItems(geocoder ? [streetSchedule] : []),
      countPlaces,
    }),
  ]);
  log.info({ concurrency: env.WORKER_CONCURRENCY, deliveryPlaces }, "worker: ready");
  void cutOutdatedAgain(deps);
  // A job that is cut short is taken up again by the next worker; jobs are harmless to repeat.
  onStop(async () => {
    await Promise.all(pools.map((pool) => pool.stop()));
    await database.close();
  });
  await Promise.all(pools.map((pool) => pool.ended));
}

/** In the background, and again at the next start where it fails: nothing waits for it. */
async function cutOutdatedAgain(deps: CommandDeps): Promise<void> {
  try {
    const vehicles = await recutOutdated(deps);
    if (vehicles > 0) log.info({ vehicles }, "worker: the rules of cutting have changed; stored samples are cut again in the background");
  } catch (error) {
    log.error({ err: error }, "worker: noting what to cut again failed");
  }
}

work().catch((error) => {
  log.fatal({ err: error }, "worker: ended");
  process.exit(1);
});
