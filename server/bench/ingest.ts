import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { type Database, openDatabase } from "#db/client.ts";
import { tokens } from "#db/schema/apps.ts";
import { insertAccount, insertDevice, insertVehicle } from "#db/test-factories.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { createSpool } from "#server/files/spool.ts";
import { benchBatchSize, benchSampleAt, benchStartMs } from "./ingest-rows.ts";

export interface IngestBench {
  /** Samples a second by COPY and by the route, and the second through the first. */
  copyPerS: number;
  uploadPerS: number;
  ratio: number;
}

const rows = 200_000;
const connections = 4;
const rounds = 3;

/**
 * Samples a second through the HTTP route over real sockets (NDJSON batches of 500, 4 connections, each a device of its own,
 * sent by another process) against COPY of the same rows into the same table. The best of three rounds each, in turn, so that
 * a busy machine harms both alike. `url` is a migrated database that may be filled.
 */
export async function benchIngest(url: string): Promise<IngestBench> {
  const database = openDatabase(url);
  const log = pino({ level: "silent" });
  const api = createIngestApi({
    db: database.orm,
    now: () => new Date(),
    log,
    spool: createSpool(tmpdir()),
    limits: { uploadsPerMinute: 1_000_000 },
  });
  const server = createAdaptorServer({ fetch: api.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { id: accountId } = await insertAccount(database.orm, { name: `bench ${crypto.randomUUID()}` });
    await database.sql`select ensure_sample_partition(${new Date(benchStartMs)})`;
    const [copies, uploads]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
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
async function timeCopy({ orm, sql }: Database, accountId: number): Promise<number> {
  const { id } = await insertDevice(orm, accountId, { serial: crypto.randomUUID() });
  const columns = Object.keys(benchSampleAt(0));
  const chunks: string[] = [];
  for (let first = 0; first < rows; first += benchBatchSize) {
    const lines = Array.from(
      { length: benchBatchSize },
      (_, index) => `${id}\t${Object.values(benchSampleAt(first + index)).join("\t")}\n`,
    );
    chunks.push(lines.join(""));
  }
  const startedMs = performance.now();
  const target = await sql`copy samples (device_id, ${sql(columns)}) from stdin`.writable();
  for (const chunk of chunks) {
    if (!target.write(chunk)) await new Promise((resolve) => target.once("drain", resolve));
  }
  await new Promise((resolve, reject) => target.on("finish", resolve).on("error", reject).end());
  return (performance.now() - startedMs) / 1000;
}

/** Seconds to upload all rows, a share of them on each connection. */
async function timeUploads(database: Database, accountId: number, port: number): Promise<number> {
  const secrets = await Promise.all(Array.from({ length: connections }, () => createSender(database, accountId)));
  const script = `${import.meta.dirname}/ingest-sender.ts`;
  const args = ["--import", "tsx", script, String(port), String(rows), ...secrets];
  const sender = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface({ input: sender.stdout })) {
    if (line === "ready") sender.stdin.write("go\n");
    else return Number(line);
  }
  throw new Error("The sender stopped before all was sent.");
}

/** The token of a new device in a car of its own. */
async function createSender({ orm }: Database, accountId: number): Promise<string> {
  const { id: vehicleId } = await insertVehicle(orm, accountId);
  const { id: deviceId } = await insertDevice(orm, accountId, { serial: crypto.randomUUID(), vehicleId });
  const { token, hash, hint } = mintToken("device");
  await orm.insert(tokens).values({ accountId, kind: "device", deviceId, name: "bench", hash, hint });
  return token;
}
