import { createServer, type Socket } from "node:net";
import { upsertPushSubscription } from "#db/queries/alerts/channels.ts";
import { listAlertRules } from "#db/queries/alerts/rules.ts";
import { enqueueSendAlert } from "#db/queries/queue/jobs.ts";
import { insertAlerts } from "#db/test-factories.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createRule } from "#server/commands/alerts/rules.ts";
import { TestBrowser } from "#server/notify/fixtures/push-service.ts";
import { type Attack, pause } from "./attack.ts";
import type { Fleet, Stage } from "./stage.ts";
import { timeTrips } from "./time-trips.ts";

const endpoints = 20;
const alertEveryMs = 500;
let idleMs = Number.NaN;

/** Takes connections and never says a word: a push service and a mail server that hang. */
export interface SilentServer {
  port: number;
  close(): Promise<void>;
}

export async function startSilentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The silent server has no port.");
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: address.port, close };
}

/** Has one person subscribe so many browsers whose push service hangs; gives a function that raises an alert for all of them. */
async function subscribe({ db, silentPort }: Stage, { accountId, owner, vehicleId }: Fleet): Promise<() => Promise<void>> {
  const browser = new TestBrowser();
  for (let number = 0; number < endpoints; number++) {
    const target = browser.targetAt(`https://127.0.0.1:${silentPort}/${number}`);
    await upsertPushSubscription(db, owner.id, { ...target, label: `Browser ${number}` });
  }
  const scope = systemScope(accountId, "bench");
  await createRule({ db, now: () => new Date() }, scope, { kind: "hard_brake", email: true, push: true, respectsQuiet: false });
  const rule = (await listAlertRules(db, scope)).find(({ kind }) => kind === "hard_brake");
  return async () => {
    const facts = { peakKmhS: 40, tier: 3 };
    const row = { accountId, ruleId: rule?.id ?? null, kind: "hard_brake" as const, severity: "warning" as const, vehicleId };
    const [alertId] = await insertAlerts(db, [{ ...row, facts, at: new Date(), dedupeKey: crypto.randomUUID() }]);
    if (alertId !== undefined) await enqueueSendAlert(db, alertId);
  };
}

export const messages: Attack = {
  name: "messages",
  what: `${endpoints} browsers of one person whose push service hangs, and a mail server that does`,
  async prepare({ origin, other }) {
    idleMs = await timeTrips(origin, other, "2025-01");
  },
  async run(stage, signal) {
    const { origin, attacker, other } = stage;
    const raise = await subscribe(stage, attacker);
    const raiseAlerts = async () => {
      for (; !signal.aborted; await pause(alertEveryMs, signal)) await raise();
    };
    const measure = async () => {
      await pause(5000, signal);
      return timeTrips(origin, other, "2025-02");
    };
    const [, tookMs] = await Promise.all([raiseAlerts(), measure()]);
    const ratio = (tookMs / idleMs).toFixed(2);
    return [
      `an upload of another account was a finished trip after ${Math.round(tookMs)} ms, idle ${Math.round(idleMs)} ms: ratio ${ratio}`,
    ];
  },
};
