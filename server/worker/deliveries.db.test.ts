import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { masterSecret, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { createDeliveryTasks } from "#server/jobs/tasks.ts";
import { createLog } from "#server/log.ts";
import { TestReceiver } from "#server/webhooks/fixtures/test-receiver.ts";
import { createWebhookSender } from "#server/webhooks/send.ts";
import { type Pool, runPool } from "./run-pool.ts";

let stage: WebhookStage;
const workers = new Set<ChildProcess>();
beforeAll(async () => {
  stage = await WebhookStage.open();
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await stage.close();
});

/** The pool of a worker that waits long for answers. */
async function startPool(): Promise<Pool> {
  const database = openDatabase(stage.url, { max: 4 });
  const sendWebhook = createWebhookSender({ masterSecret, allowCidrs: ["127.0.0.0/8"], timeoutMs: 60_000 });
  const tasks = createDeliveryTasks({
    ...{ db: stage.db, now: () => new Date(), sendWebhook, geocoder: null },
    notifier: { sendMail: null, sendPush: async () => ({ outcome: "sent" }), ...stage.depsAt(new Date()).notifier },
  });
  const pool = await runPool({ url: stage.url, database, log: createLog("fatal", "test"), tasks, concurrency: 8, pollInterval: 500 });
  return {
    ...pool,
    stop: async () => {
      await pool.stop();
      await database.close();
    },
  };
}

test("a receiver that never answers takes up few places and delays nobody else's deliveries", async () => {
  const hanging = await TestReceiver.start();
  const pending: (() => void)[] = [];
  hanging.answer = (response) => void pending.push(() => response.writeHead(204).end());
  const slow = await stage.createApp({ webhookUrl: hanging.url });
  const quick = await stage.createApp();
  for (let event = 0; event < 10; event++) await slow.announce();
  for (let event = 0; event < 10; event++) await quick.announce();
  const pool = await startPool();
  await Promise.all([stage.receiver.until(10), hanging.until(1)]);
  expect(hanging.received).toHaveLength(1);
  expect(pending).toHaveLength(1);
  expect((await slow.log()).filter(({ status }) => status === "arrived")).toEqual([]);
  // Once it answers, what waited for it comes, in its order.
  hanging.answer = (response) => void response.writeHead(204).end();
  for (const answer of pending) answer();
  await hanging.until(10);
  const ids = (await slow.log()).toReversed().map(({ messageId }) => messageId);
  expect(hanging.received.map(({ headers }) => headers["webhook-id"])).toEqual(ids);
  await pool.stop();
  await hanging.stop();
});

async function startWorker(): Promise<ChildProcess> {
  const settings = { DATABASE_URL: stage.url, NEXTAUTH_SECRET: masterSecret, WEBHOOK_ALLOW_CIDRS: "127.0.0.0/8" };
  const env = { NODE_ENV: "test" as const, ...settings };
  const worker = spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  workers.add(worker);
  for await (const line of createInterface({ input: worker.stdout })) if (line.includes("worker: ready")) break;
  return worker;
}

/** Asks the database until it says yes. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

test("a worker killed in the middle of an attempt loses no delivery and repeats it once", async () => {
  stage.clear();
  const app = await stage.createApp();
  const deliveryId = await app.announce();
  const first = await startWorker();
  const gone = once(first, "exit");
  stage.receiver.answer = () => void first.kill("SIGKILL");
  await Promise.all([stage.receiver.until(1), gone]);
  stage.clear();
  await startWorker();
  await until(async () => (await app.find(deliveryId)).status === "arrived");
  expect(stage.receiver.received).toHaveLength(1);
  const { attempts } = await app.find(deliveryId);
  expect(attempts).toMatchObject([{ status: null, error: "Cut short." }, { status: 204 }]);
  // What the pipeline appends goes all the way.
  await app.append("mil.on");
  await stage.receiver.until(2);
  expect(JSON.parse(stage.receiver.received[1]?.body ?? "")).toMatchObject({ type: "mil:on" });
});
