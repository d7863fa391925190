import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainClient } from "#db/client.ts";
import { ensureDefaultRules, listAlertRules } from "#db/queries/alerts/rules.ts";
import { enqueue, enqueueCutTrips, enqueueSendAlert } from "#db/queries/queue/jobs.ts";
import { ensureSamplePartitions, storeSamples } from "#db/queries/telemetry/samples.ts";
import { messages, pushSubscriptions } from "#db/schema/alerts.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { recutRanges, trips } from "#db/schema/trips.ts";
import { insertAccount, insertAlerts, insertDevice, insertTrip, insertUser, insertVehicle } from "#db/test-factories.ts";
import { masterSecret, WebhookStage } from "#server/api/automatic/fixtures/webhook-stage.ts";
import { systemScope } from "#server/auth/scope.ts";
import { changeRule } from "#server/commands/alerts/rules.ts";
import { countPlaces } from "#server/domain/alerts/delivery/turns.ts";
import { monthsOf } from "#server/domain/telemetry/months.ts";
import { drive, hump } from "#server/domain/trips/fixtures/drive.ts";
import { TestBrowser, TestPushService, testCertificate } from "#server/notify/fixtures/push-service.ts";
import { SilentServer } from "#server/notify/fixtures/silent-server.ts";

let stage: WebhookStage;
let pushes: TestPushService;
let silent: { push: SilentServer; mail: SilentServer; geocoder: SilentServer };
let folder: string;
const workers = new Set<ChildProcess>();
beforeAll(async () => {
  [stage, pushes, folder] = await Promise.all([WebhookStage.open(), TestPushService.start(), mkdtemp(join(tmpdir(), "hanging-"))]);
  const [push, mail, geocoder] = await Promise.all([SilentServer.start(), SilentServer.start(), SilentServer.start()]);
  silent = { push, mail, geocoder };
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await Promise.all([pushes.stop(), ...Object.values(silent).map((server) => server.stop()), rm(folder, { recursive: true })]);
  await stage.close();
});

/** A worker whose mail server and geocoder never answer. */
async function startWorker(): Promise<void> {
  const certificate = join(folder, "ca.pem");
  await writeFile(certificate, testCertificate);
  const env = {
    NODE_ENV: "test" as const,
    NODE_EXTRA_CA_CERTS: certificate,
    DATABASE_URL: stage.url,
    NEXTAUTH_SECRET: masterSecret,
    WEBHOOK_ALLOW_CIDRS: "127.0.0.0/8",
    SMTP_URL: `smtp://${silent.mail.host}`,
    GEOCODER_URL: `http://${silent.geocoder.host}/reverse`,
  };
  const worker = spawn(process.execPath, ["--import", "tsx", "server/worker.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  workers.add(worker);
  for await (const line of createInterface({ input: worker.stdout })) if (line.includes("worker: ready")) break;
}

/** An account whose owner gets all alerts by push, or by push and e-mail, and what raises one. */
async function createAlerted(channels: { email: boolean }) {
  const { db } = stage;
  const { id: accountId } = await insertAccount(db);
  await db.transaction((tx) => ensureDefaultRules(tx, accountId));
  const scope = systemScope(accountId, "test");
  const owner = await insertUser(db, accountId, "owner");
  const vehicle = await insertVehicle(db, accountId);
  const rule = (await listAlertRules(db, scope)).find(({ kind }) => kind === "mil");
  const change = { ...channels, ruleId: rule?.id ?? 0, push: true, respectsQuiet: false };
  await changeRule({ db, now: () => new Date() }, scope, change);
  const row = { accountId, ruleId: change.ruleId, kind: "mil" as const, severity: "critical" as const, vehicleId: vehicle.id };
  const raise = async () => {
    const [alertId = 0] = await insertAlerts(db, [{ ...row, facts: { codes: [] }, at: new Date(), createdAt: new Date() }]);
    await enqueueSendAlert(db, alertId);
    return alertId;
  };
  const browse = (endpoint: string) =>
    db.insert(pushSubscriptions).values({ userId: owner.id, label: "Browser", ...new TestBrowser().targetAt(endpoint) });
  return { accountId, owner, vehicle, raise, browse };
}

/** Has a day of driving cut, as an upload does. */
async function upload({ accountId, vehicle }: { accountId: number; vehicle: { id: number } }): Promise<void> {
  const { db } = stage;
  const startMs = Date.UTC(2026, 2, 2, 8);
  const samples = drive({ startMs, speeds: [...hump(60, 300), ...hump(90, 300)] });
  const device = await insertDevice(db, accountId, { vehicleId: vehicle.id });
  await ensureSamplePartitions(db, monthsOf(samples));
  await plainClient(db).begin((tx) => storeSamples(tx, device.id, samples));
  await db.transaction(async (tx) => {
    await tx
      .insert(recutRanges)
      .values({ vehicleId: vehicle.id, fromAt: new Date(startMs), toAt: new Date(samples.at(-1)?.atMs ?? startMs) });
    await enqueueCutTrips(tx, vehicle.id);
  });
}

/** Asks until it is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

test("hanging browsers of one person, mail server and geocoder hold up nobody else's trips, alerts and webhooks", async () => {
  const { db } = stage;
  const attacker = await createAlerted({ email: true });
  for (let browser = 0; browser < 20; browser++) await attacker.browse(`https://${silent.push.host}/${browser}`);
  for (let alert = 0; alert < 10; alert++) await attacker.raise();
  const place = { startLat: 41.3, startLon: -87.7, startedAt: new Date(Date.now() - 3_600_000) };
  await insertTrip(db, { accountId: attacker.accountId, vehicleId: attacker.vehicle.id, ...place });
  await enqueue(db, "find-streets", {}, { key: "find-streets", queue: "find-streets" });
  await startWorker();
  await until(() => Object.values(silent).every(({ open }) => open > 0));
  const other = await createAlerted({ email: false });
  await other.browse(`${pushes.origin}/other`);
  const app = await stage.createApp();
  await other.raise();
  await upload(other);
  await app.append("mil.on");
  await Promise.all([stage.receiver.until(1), until(() => pushes.received.length > 0)]);
  const scored = db.select().from(trips).innerJoin(reportCards, eq(reportCards.tripId, trips.id));
  const ofOther = scored.where(eq(trips.vehicleId, other.vehicle.id));
  await until(async () => (await ofOther).length > 0);
  // All the while the attacker's wait, few at once.
  const sent = await db.select().from(messages).where(eq(messages.userId, attacker.owner.id));
  expect(sent.length).toBeGreaterThanOrEqual(21);
  expect(sent.filter(({ status }) => status !== "waiting")).toEqual([]);
  expect(silent.push.most).toBeLessThanOrEqual(countPlaces(`user:${attacker.owner.id}`));
  expect(silent.mail.most).toBe(1);
});
