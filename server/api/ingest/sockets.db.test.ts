import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { bearer, createTestClient, drive, jsonUpload, now, uploadsPath } from "./fixtures/client.ts";
import { createTestDevice } from "./fixtures/fleet.ts";
import { createIngestApi } from "./index.ts";

let database: TestDatabase;
let port: number;
/** Called with the status of each request that the server is done with. */
let onRequestDone: (status: number) => void = () => {};
const log = pino(
  {},
  {
    write: (line) => {
      const { msg, status } = JSON.parse(line);
      if (msg === "request") onRequestDone(status);
    },
  },
);
let server: ReturnType<typeof createAdaptorServer>;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  const api = createIngestApi({ db: database.orm, now: () => now, log });
  server = createAdaptorServer({ fetch: api.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  server.close();
  await database.drop();
});

/** Opens an upload whose body the test writes. */
function openUpload(token: string, to = port, type = "application/x-ndjson"): ClientRequest {
  const headers = { ...bearer(token), "content-type": type, "idempotency-key": "b-1" };
  return request({ host: "127.0.0.1", port: to, path: uploadsPath, method: "POST", headers });
}

async function answerOf(upload: ClientRequest): Promise<{ status: number | undefined; body: Record<string, unknown> }> {
  const [response]: IncomingMessage[] = await once(upload, "response");
  if (!response) throw new Error("No answer.");
  return { status: response.statusCode, body: (await json(response)) as Record<string, unknown> };
}

const toLines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");

test("an upload that breaks off in the middle leaves nothing", async () => {
  const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
  const done = new Promise<number>((resolve) => {
    onRequestDone = resolve;
  });
  const upload = openUpload(token);
  upload.on("error", () => {});
  upload.write(toLines(drive(5000)));
  // The server is storing while its transaction writes to a month of samples.
  const isStoring = async () => {
    const [row] = await database.sql`
      select 1 from pg_locks join pg_inherits on inhrelid = relation
      where inhparent = 'samples'::regclass and mode = 'RowExclusiveLock'
        and database = (select oid from pg_database where datname = current_database())`;
    return row !== undefined;
  };
  while (!(await isStoring())) await new Promise((resolve) => setImmediate(resolve));
  upload.destroy();
  expect(await done).toBe(400);
  const { storedSamples, storedBatches, recutRanges } = createTestClient(database);
  expect([await storedSamples(deviceId), await storedBatches(deviceId), await recutRanges(vehicleId)]).toEqual([[], [], []]);
});

test("a sender without a token is answered before its body is read", async () => {
  const upload = openUpload("mpd_nobody");
  upload.write(toLines(drive(10)));
  expect((await answerOf(upload)).status).toBe(401);
  upload.destroy();
});

test("a sender over a limit gets the answer while still sending", async () => {
  const { token } = await createTestDevice(database.orm);
  const upload = openUpload(token);
  upload.write("x".repeat(100_000));
  const { status } = await answerOf(upload);
  expect(status).toBe(413);
  upload.destroy();
});

test("200 MB in one upload are stored in flat memory", async () => {
  const { token, deviceId } = await createTestDevice(database.orm);
  const [lineBytes, chunks, linesPerChunk] = [16_384, 800, 16];
  const before = process.resourceUsage().maxRSS;
  const upload = openUpload(token);
  for (let chunk = 0; chunk < chunks; chunk++) {
    // Padded with blanks: much to read, little to store.
    const lines = drive(linesPerChunk, new Date(Date.UTC(2026, 2, 1) + chunk * linesPerChunk * 1000).toISOString());
    const text = lines.map((record) => `${JSON.stringify(record).padEnd(lineBytes - 1)}\n`).join("");
    if (!upload.write(text)) await once(upload, "drain");
  }
  const answer = answerOf(upload.end());
  expect(await answer).toMatchObject({ status: 200, body: { accepted: chunks * linesPerChunk } });
  const grownMb = (process.resourceUsage().maxRSS - before) / 1024;
  expect(grownMb).toBeLessThan(120);
  const [row] = await database.sql`select count(*)::int as stored from samples where device_id = ${deviceId}`;
  expect(row?.["stored"]).toBe(chunks * linesPerChunk);
});

/** A server in a process of its own, and its port. */
async function startServer(...flags: "--die-before-answer"[]): Promise<{ child: ChildProcess; port: number }> {
  const script = `${import.meta.dirname}/fixtures/dying-server.ts`;
  const child = spawn(process.execPath, ["--import", "tsx", script, database.url, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  children.add(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, port: Number(line) };
  throw new Error("The server did not start.");
}

test("a server killed between commit and answer: the retry gets the answer, and every sample exists once", async () => {
  const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
  const [, { body }] = jsonUpload(token, "b-1", drive(200));
  const dying = await startServer("--die-before-answer");
  const first = openUpload(token, dying.port, "application/json").end(body);
  await expect(answerOf(first)).rejects.toThrow(/socket hang up|ECONNRESET/);
  if (dying.child.signalCode === null) await once(dying.child, "exit");
  expect(dying.child.signalCode).toBe("SIGKILL");

  const { port: nextPort } = await startServer();
  const retry = await answerOf(openUpload(token, nextPort, "application/json").end(body));
  expect(retry).toEqual({
    status: 200,
    body: { batch_id: "b-1", accepted: 200, duplicates: 0, rejected: [], commands: [], repeated: true },
  });
  const { storedSamples, recutRanges } = createTestClient(database);
  expect(await storedSamples(deviceId)).toHaveLength(200);
  expect(await recutRanges(vehicleId)).toHaveLength(1);
});
