import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { type Database, openDatabase } from "#db/client.ts";
import { tokens } from "#db/schema/people.ts";
import { insertAccount, insertDevice, insertVehicle } from "#db/test-factories.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { mintToken } from "#server/auth/tokens.ts";

export interface IngestBench {
  /** Samples a second by COPY, by the route, and the second through the first. */
  copyPerS: number;
  uploadPerS: number;
  ratio: number;
}

const rows = 200_000;
const batchSize = 500;
const connections = 4;
const rounds = 6;
const startMs = Date.UTC(2026, 2, 1);

/** One second of driving with the dozen values a usual adapter sends. */
function sampleAt(second: number) {
  const wave = Math.sin(second / 60);
  return {
    at: new Date(startMs + second * 1000).toISOString(),
    lat: round(41.88 + second / 1e5, 6),
    lon: round(-87.63 + wave / 100, 6),
    altitude_m: round(180 + wave * 5, 1),
    heading_deg: round(180 + wave * 90, 1),
    speed_kmh: round(60 + wave * 40, 1),
    gps_speed_kmh: round(60.4 + wave * 40, 2),
    rpm: Math.round(2000 + wave * 800),
    engine_load_pct: round(40 + wave * 20, 1),
    throttle_pct: round(25 + wave * 15, 1),
    coolant_c: 88,
    maf_gps: round(15 + wave * 8, 2),
  };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/**
 * Samples a second through the HTTP route over a real socket (batches of 500, 4 connections, each a device of its own) against
 * COPY of the same rows into the same table. The best of three rounds each, in turn, so that a busy machine harms both alike.
 * `url` is a migrated database that may be filled.
 */
export async function benchIngest(url: string): Promise<IngestBench> {
  const database = openDatabase(url);
  const api = createIngestApi({
    db: database.orm,
    now: () => new Date(),
    log: pino({ level: "silent" }),
    limits: { uploadsPerMinute: 1_000_000 },
  });
  const server = createAdaptorServer({ fetch: api.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { id: accountId } = await insertAccount(database.orm, { name: `bench ${crypto.randomUUID()}` });
    await database.sql`select ensure_sample_partition(to_timestamp(${(startMs / 1000).toString()}::float8))`;
    const [copies, uploads]: [number[], number[]] = [[], []];
    for (let index = 0; index < rounds; index++) {
      copies.push(await timeCopy(database, accountId));
      uploads.push(await timeUploads(database, accountId, port));
    }
    const [copyPerS, uploadPerS] = [rows / Math.min(...copies), rows / Math.min(...uploads)];
    return { copyPerS, uploadPerS, ratio: uploadPerS / copyPerS };
  } finally {
    server.close();
    await database.close();
  }
}

/** Seconds to COPY all rows on one connection. */
async function timeCopy(database: Database, accountId: number): Promise<number> {
  const { id } = await insertDevice(database.orm, accountId, { serial: crypto.randomUUID() });
  const columns = Object.keys(sampleAt(0));
  const chunks: string[] = [];
  for (let first = 0; first < rows; first += batchSize) {
    const lines = Array.from({ length: batchSize }, (_, index) => `${id}\t${Object.values(sampleAt(first + index)).join("\t")}\n`);
    chunks.push(lines.join(""));
  }
  const started = performance.now();
  const { sql } = database;
  const target = await sql`copy samples (device_id, ${sql(columns)}) from stdin`.writable();
  for (const chunk of chunks) {
    if (!target.write(chunk)) await new Promise((resolve) => target.once("drain", resolve));
  }
  await new Promise((resolve, reject) => target.on("finish", resolve).on("error", reject).end());
  return (performance.now() - started) / 1000;
}

/** Seconds to upload all rows, a share of them on each connection. */
async function timeUploads(database: Database, accountId: number, port: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const senders = await Promise.all(Array.from({ length: connections }, () => createSender(database, accountId)));
  const started = performance.now();
  await Promise.all(
    senders.map(async ({ token, bodies }) => {
      for (const body of bodies) await upload(agent, port, token, body);
    }),
  );
  agent.destroy();
  return (performance.now() - started) / 1000;
}

/** A device in a car of its own, with the bodies it will send ready. */
async function createSender(database: Database, accountId: number) {
  const { id: vehicleId } = await insertVehicle(database.orm, accountId);
  const { id: deviceId } = await insertDevice(database.orm, accountId, { serial: crypto.randomUUID(), vehicleId });
  const { token, hash, hint } = mintToken("device");
  await database.orm.insert(tokens).values({ accountId, kind: "device", deviceId, name: "bench", hash, hint });
  const bodies: Buffer[] = [];
  for (let first = 0; first < rows / connections; first += batchSize) {
    const records = Array.from({ length: batchSize }, (_, index) => ({ type: "sample", ...sampleAt(first + index) }));
    bodies.push(Buffer.from(JSON.stringify({ batch_id: `batch-${first}`, records })));
  }
  return { token, bodies };
}

function upload(agent: Agent, port: number, token: string, body: Buffer): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": body.length };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, path: "/api/ingest/uploads", method: "POST", headers }, (response) => {
      response.resume();
      response.on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`Answered ${response.statusCode}.`))));
    });
    sent.on("error", reject).end(body);
  });
}
