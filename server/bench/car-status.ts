import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import postgres from "postgres";
import type { Database } from "#db/client.ts";
import { insertAccount, insertVehicle } from "#db/test-factories.ts";
import { createCarnotApi } from "#server/api/carnot/index.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { createEventBus } from "#server/events/bus.ts";

export interface StatusBench {
  /** Answers a second of our route and of the bare server, and the first through the second. */
  apiPerS: number;
  barePerS: number;
  ratio: number;
}

const connections = 32;
const seconds = 3;
const rounds = 3;

/**
 * Answers a second of `/api/carnot/cars/<id>/status/` at 32 connections against those of a bare node:http server that reads the
 * same row with postgres.js. The best of three rounds each, in turn, so that a busy machine harms both alike.
 */
export async function benchCarStatus(database: Database, url: string): Promise<StatusBench> {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db, { name: `bench ${crypto.randomUUID()}` });
  const at = new Date();
  const { id } = await insertVehicle(db, accountId, { state: { at, signals: signalsAt(at.getTime()) } });
  const deps = { db, now: () => new Date() };
  const { token } = await createApiKey(deps, systemScope(accountId, "bench"), { name: "bench", family: "carnot", access: "read" });
  // Lines are written as in production, to nowhere.
  const log = pino({ level: "info" }, pino.destination({ dest: "/dev/null", sync: false }));
  const bus = createEventBus({ sql: database.sql, log });
  const api = createCarnotApi({ ...deps, log, bus, requestsPerMinute: 1_000_000_000 });
  const bare = await openBareServer(url, id);
  const ours = await listen(createAdaptorServer({ fetch: api.fetch, overrideGlobalObjects: false }) as Server);
  try {
    const [apiRates, bareRates]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      bareRates.push(await measure(bare.port, "/", token));
      apiRates.push(await measure(ours.port, `/api/carnot/cars/${id}/status/`, token));
    }
    const [apiPerS, barePerS] = [Math.max(...apiRates), Math.max(...bareRates)];
    return { apiPerS, barePerS, ratio: apiPerS / barePerS };
  } finally {
    await Promise.all([bare.close(), ours.close()]);
  }
}

/** As many as a car on the road tells. */
function signalsAt(atMs: number): VehicleSignals {
  return {
    position: { value: { lat: 41.88, lon: -87.8, accuracyM: 5 }, atMs },
    speedKmh: { value: 42, atMs },
    gpsSpeedKmh: { value: 41.6, atMs },
    ignition: { value: true, atMs },
    moved: { value: true, atMs },
    rpm: { value: 1850, atMs },
    engineLoadPct: { value: 24, atMs },
    throttlePct: { value: 19, atMs },
    coolantC: { value: 88, atMs },
    intakeC: { value: 21, atMs },
    fuelRateLph: { value: 2.1, atMs },
    fuelLevelPct: { value: 64, atMs },
    odometerKm: { value: 112_438.2, atMs },
    batteryV: { value: 14.2, atMs },
  };
}

interface Listening {
  port: number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** What the route is held against: the same row, nothing else. */
async function openBareServer(url: string, vehicleId: number): Promise<Listening> {
  const sql = postgres(url, { max: 10, onnotice: () => {} });
  const server = createServer(async (_request, response) => {
    const [row] = await sql`select at, signals from vehicle_states where vehicle_id = ${vehicleId}`;
    const signals = row?.["signals"];
    const { lat, lon } = signals.position.value;
    const body = { latitude: lat, ontrip: true, status_update_time: row?.["at"], speed: signals.speedKmh.value, longitude: lon };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(body));
  });
  const listening = await listen(server);
  return { ...listening, close: async () => void (await Promise.all([listening.close(), sql.end()])) };
}

async function measure(port: number, path: string, token: string): Promise<number> {
  const args = ["--import", "tsx", `${import.meta.dirname}/http-load.ts`, String(port), path, token, String(connections), String(seconds)];
  return Number((await promisify(execFile)(process.execPath, args)).stdout);
}
