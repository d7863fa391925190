import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createSpool } from "#server/files/spool.ts";
import { createTestClient, drive, jsonUpload, now } from "./fixtures/client.ts";
import { createTestDevice } from "./fixtures/fleet.ts";
import { answerOf, openUpload, startServer, toLines, write } from "./fixtures/sockets.ts";
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

/** A server in a process of its own, which ends with the tests. */
async function startChild(...flags: Parameters<typeof startServer> extends [string, ...infer Flags] ? Flags : never) {
  const started = await startServer(database.url, ...flags);
  children.add(started.child);
  return started;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const api = createIngestApi({ db: database.orm, now: () => now, log, spool: createSpool(tmpdir()) });
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

test("an upload that breaks off in the middle leaves nothing", async () => {
  const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
  const done = new Promise<number>((resolve) => {
    onRequestDone = resolve;
  });
  const upload = openUpload(port, token);
  upload.on("error", () => {});
  await write(upload, toLines(drive(5000)));
  upload.destroy();
  expect(await done).toBe(400);
  const { storedSamples, storedBatches, recutRanges } = createTestClient(database);
  expect([await storedSamples(deviceId), await storedBatches(deviceId), await recutRanges(vehicleId)]).toEqual([[], [], []]);
});

test("a sender without a token is answered before its body is read", async () => {
  const upload = openUpload(port, "mpd_nobody");
  upload.write(toLines(drive(10)));
  expect((await answerOf(upload)).status).toBe(401);
  upload.destroy();
});

test("a sender over a limit gets the answer while still sending", async () => {
  const { token } = await createTestDevice(database.orm);
  const upload = openUpload(port, token);
  upload.write("x".repeat(100_000));
  const { status } = await answerOf(upload);
  expect(status).toBe(413);
  upload.destroy();
});

test.each([
  ["short", 200],
  ["long", 3000],
])(
  "a server killed between commit and answer of a %s upload: the retry gets the answer, and every sample exists once",
  async (_, count) => {
    const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
    const [, { body }] = jsonUpload(token, "b-1", drive(count));
    const json = { type: "application/json" };
    const dying = await startChild("--die-before-answer");
    const first = openUpload(dying.port, token, json).end(body);
    await expect(answerOf(first)).rejects.toThrow(/socket hang up|ECONNRESET/);
    if (dying.child.signalCode === null) await once(dying.child, "exit");
    expect(dying.child.signalCode).toBe("SIGKILL");

    const next = await startChild();
    expect(await answerOf(openUpload(next.port, token, json).end(body))).toMatchObject({
      status: 200,
      body: { batch_id: "b-1", accepted: count, duplicates: 0, rejected: [], commands: [], repeated: true },
    });
    const { storedSamples, recutRanges } = createTestClient(database);
    expect(await storedSamples(deviceId)).toHaveLength(count);
    expect(await recutRanges(vehicleId)).toHaveLength(1);
  },
);

test("a server killed while a long upload comes in leaves nothing, and the retry stores every sample once", async () => {
  const { token, deviceId } = await createTestDevice(database.orm);
  const dying = await startChild();
  const first = openUpload(dying.port, token);
  const failure = expect(answerOf(first)).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE/);
  await write(first, toLines(drive(3000)));
  dying.child.kill("SIGKILL");
  await failure;
  const { storedSamples, storedBatches } = createTestClient(database);
  expect([await storedSamples(deviceId), await storedBatches(deviceId)]).toEqual([[], []]);
  const { status, body } = await answerOf(openUpload(port, token).end(toLines(drive(3000))));
  expect([status, body]).toEqual([200, expect.objectContaining({ accepted: 3000, duplicates: 0 })]);
});
