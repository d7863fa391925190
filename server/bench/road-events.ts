import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { io } from "socket.io-client";
import { z } from "zod";
import { type Db, openDatabase } from "#db/client.ts";
import { insertAccount, insertDevice, insertUser, insertVehicle } from "#db/test-factories.ts";
import { issueToken } from "#server/api/automatic/fixtures/tokens.ts";
import { createStream } from "#server/api/automatic/stream.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createStreamTickets } from "#server/auth/stream-tickets.ts";
import { createApp } from "#server/commands/apps/apps.ts";
import { rotateDeviceToken } from "#server/commands/vehicles/device-tokens.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Variables } from "#server/env.ts";
import { createEventBus } from "#server/events/bus.ts";
import { createSpool } from "#server/files/spool.ts";
import { percentile } from "./percentile.ts";
import { startProcess } from "./product-process.ts";

/** Milliseconds from the moment an upload is sent until what it tells has arrived. */
export interface Latency {
  p50: number;
  p99: number;
}

export interface RoadEventBench {
  events: number;
  webhook: Latency;
  socket: Latency;
}

const cars = 10;
const brakesPerCar = 20;
/** Brakes nearer together than five seconds count as one. */
const betweenBrakesS = 6;
/** A sample of each second: a steady drive, and a brake of 13 km/h in the last one. */
const speedsKmh = [40, 42, 44, 46, 48, 35];

const masterSecret = "only-for-the-bench-".repeat(3);
const networks = ["127.0.0.0/8"];

/**
 * How long it takes from an upload through the ingestion route until a webhook and a socket hear of the hard brake in it, with the
 * worker as a process of its own (`variables`: its environment). One upload after the other, each of the next six seconds of one of ten cars.
 */
export async function benchRoadEvents(url: string, variables: Variables): Promise<RoadEventBench> {
  const database = openDatabase(url);
  const deps = { db: database.orm, now: () => new Date(), log: pino({ level: "silent" }) };
  const bus = createEventBus({ sql: database.sql, log: deps.log });
  const tickets = createStreamTickets({ secret: masterSecret, now: deps.now });
  const stream = createStream({ ...deps, bus, tickets, publicUrl: "http://localhost", secretInUrl: true });
  const arrivals = new Arrivals();
  const servers = await Promise.all([
    listen(createAdaptorServer({ fetch: createIngestApi({ ...deps, spool: createSpool(tmpdir()) }).fetch }) as Server),
    listen(createServer((request, response) => void receive(request, arrivals).finally(() => response.end()))),
    listen(serveStream(stream)),
  ]);
  const [ingestUrl, webhookUrl, streamUrl] = servers.map(({ port }) => `http://127.0.0.1:${port}`) as [string, string, string];
  const { client, devices } = await prepare(deps.db, webhookUrl);
  const socket = io(`${streamUrl}?token=${client}`, { transports: ["websocket"] });
  socket.on("notification:hard_brake", (event) => arrivals.note("socket", event.created_at));
  const worker = startProcess("worker", {
    ...variables,
    DATABASE_URL: url,
    NEXTAUTH_SECRET: masterSecret,
    WEBHOOK_ALLOW_CIDRS: networks.join(),
  });
  try {
    await Promise.all([worker.ready, bus.ready(), new Promise<void>((resolve) => socket.once("connect", () => resolve()))]);
    return await measure(devices, ingestUrl, arrivals);
  } finally {
    socket.close();
    await worker.stop();
    await stream.close();
    await Promise.all(servers.map(({ close }) => close()));
    await database.close();
  }
}

type Way = "webhook" | "socket";

/** When an event was heard of by each way, told apart by its moment. */
class Arrivals {
  readonly #waiting = new Map<string, (ms: number) => void>();

  note(way: Way, moment: string | number): void {
    this.#waiting.get(keyOf(way, new Date(moment)))?.(performance.now());
  }

  wait(way: Way, moment: Date): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(keyOf(way, moment), resolve));
  }
}

const keyOf = (way: Way, moment: Date) => `${way} ${moment.toISOString()}`;

const told = z.object({ type: z.string(), created_at: z.number() });

async function receive(request: IncomingMessage, arrivals: Arrivals): Promise<void> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const event = told.parse(JSON.parse(body));
  if (event.type === "notification:hard_brake") arrivals.note("webhook", event.created_at);
}

function serveStream(stream: ReturnType<typeof createStream>): Server {
  const server = createServer((request, response) => stream.handleRequest(request, response));
  return server.on("upgrade", (request, socket, head) => stream.handleUpgrade(request, socket, head));
}

async function listen(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** Ten cars whose owner lets an app hear of them; the tokens of their adapters. */
async function prepare(db: Db, webhookUrl: string): Promise<{ client: string; devices: string[] }> {
  const { id: accountId } = await insertAccount(db, { name: `bench ${crypto.randomUUID()}` });
  const { id: userId } = await insertUser(db, accountId, "owner");
  const scope = systemScope(accountId, "bench");
  const deps = { db, now: () => new Date(), masterSecret, webhookNetworks: networks };
  const scopes: AppScope[] = ["scope:vehicle:events"];
  const wanted = { ownerId: userId, name: "Bench", redirectUris: ["https://app.example/"], scopes, webhookUrl };
  const app = await createApp(deps, scope, wanted);
  await issueToken(db, { userId, accountId, appId: app.id, scopes });
  const devices: string[] = [];
  for (let car = 0; car < cars; car++) {
    const { id: vehicleId } = await insertVehicle(db, accountId);
    const { id: deviceId } = await insertDevice(db, accountId, { serial: crypto.randomUUID(), vehicleId });
    devices.push((await rotateDeviceToken(deps, scope, { deviceId })).token);
  }
  return { client: `${app.clientId}:${app.clientSecret}`, devices };
}

async function measure(devices: readonly string[], ingestUrl: string, arrivals: Arrivals): Promise<RoadEventBench> {
  const latencies: Record<Way, number[]> = { webhook: [], socket: [] };
  const startMs = Date.now() - brakesPerCar * betweenBrakesS * 1000;
  for (let brake = 0; brake < brakesPerCar; brake++) {
    for (const [car, token] of devices.entries()) {
      // Each car's clock is a little off, so that no two brakes are of one moment.
      const fromMs = startMs + brake * betweenBrakesS * 1000 + car;
      const at = new Date(fromMs + (speedsKmh.length - 1) * 1000);
      const heard = Promise.all([arrivals.wait("webhook", at), arrivals.wait("socket", at)]);
      const sentMs = performance.now();
      await upload(ingestUrl, token, fromMs);
      const [webhookMs, socketMs] = await heard;
      latencies.webhook.push(webhookMs - sentMs);
      latencies.socket.push(socketMs - sentMs);
    }
  }
  return { events: cars * brakesPerCar, webhook: toLatency(latencies.webhook), socket: toLatency(latencies.socket) };
}

const toLatency = (values: readonly number[]): Latency => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });

async function upload(ingestUrl: string, token: string, fromMs: number): Promise<void> {
  const records = speedsKmh.map((speed, second) => ({
    type: "sample",
    at: new Date(fromMs + second * 1000).toISOString(),
    speed_kmh: speed,
    ignition: true,
  }));
  const answer = await fetch(`${ingestUrl}/api/ingest/uploads`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ batch_id: crypto.randomUUID(), records }),
  });
  if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
}
