import { once } from "node:events";
import type { ClientRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { tokens } from "#db/schema/apps.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDevice } from "#db/test-factories.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { createSpool, type Spool } from "#server/files/spool.ts";
import { createTestApi, createTestClient, drive, linesUpload } from "./fixtures/client.ts";
import { createTestDevice, type TestDevice } from "./fixtures/fleet.ts";
import { answerOf, openUpload, startServer, toLines, write } from "./fixtures/sockets.ts";
import type { IngestLimits } from "./limits.ts";

let database: TestDatabase;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const close of closers) await close();
  await database.drop();
});

/** The port of a server of its own with the ingestion route. */
async function listen(limits: Partial<IngestLimits> = {}, db: Pick<TestDatabase, "orm"> = database, spool?: Spool): Promise<number> {
  const server = createAdaptorServer({ fetch: createTestApi(db, limits, spool).fetch, overrideGlobalObjects: false });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A spool that says when so many files of it are open. */
function watchSpool(): Spool & { until(files: number): Promise<void> } {
  const spool = createSpool(tmpdir());
  let opened = 0;
  return {
    open: async (accountId) => {
      const file = await spool.open(accountId);
      opened++;
      return file;
    },
    until: async (files) => {
      while (opened < files) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Another device of the same account. */
async function addDevice({ accountId, vehicleId }: TestDevice): Promise<string> {
  const { id: deviceId } = await insertDevice(database.orm, accountId, { vehicleId, serial: crypto.randomUUID() });
  const { token, hash, hint } = mintToken("device");
  await database.orm.insert(tokens).values({ accountId, kind: "device", deviceId, name: "test", hash, hint });
  return token;
}

test("a long upload into months that have no partition yet is stored", async () => {
  const { token, deviceId } = await createTestDevice(database.orm);
  const client = createTestClient(database);
  const months = ["2019-01-31T23:42:00Z", "2019-02-28T23:42:00Z", "2019-03-31T23:42:00Z"];
  for (const [index, start] of months.entries()) {
    // Each goes on into the next month after its first thousand records.
    const { status, body } = await client.send(linesUpload(token, `b-${index}`, drive(1500, start)));
    expect([status, body.accepted]).toEqual([200, 1500]);
  }
  expect(await client.storedSamples(deviceId)).toHaveLength(4500);
});

test("long uploads of several processes into the same new months at once are all stored", async () => {
  const databases = [database, ...Array.from({ length: 3 }, () => openDatabase(database.url, { max: 4 }))];
  for (const { close } of databases.slice(1)) closers.push(close);
  const uploads = databases.map(async (own, index) => {
    const { token } = await createTestDevice(database.orm);
    const records = Array.from({ length: 24 }, (_, month) => drive(100, new Date(Date.UTC(2010, month, 1 + index)).toISOString())).flat();
    const response = await createTestApi(own).request(...linesUpload(token, "b-1", records));
    return [response.status, (await response.json()).accepted];
  });
  expect(await Promise.all(uploads)).toEqual(databases.map(() => [200, 2400]));
});

describe("slow senders", () => {
  /** Opens long uploads and leaves them unfinished. */
  async function drip(port: number, devices: readonly string[]): Promise<ClientRequest[]> {
    const uploads = devices.map((token) => openUpload(port, token));
    for (const upload of uploads) await write(upload, toLines(drive(2500)));
    return uploads;
  }

  test("of one account hold up no upload of another, and no connection to the database", async () => {
    const port = await listen();
    const [dripping, other] = [await createTestDevice(database.orm), await createTestDevice(database.orm)];
    const devices = [dripping.token, ...(await Promise.all(Array.from({ length: 7 }, () => addDevice(dripping))))];
    const uploads = await drip(port, devices);
    const { status, body } = await answerOf(openUpload(port, other.token).end(toLines(drive(3500))));
    expect([status, body["accepted"]]).toEqual([200, 3500]);
    const open = await database.sql`
      select state, query from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`;
    expect([...open]).toEqual([]);
    // Each of them is stored when it is there.
    const answers = uploads.map(answerOf);
    for (const upload of uploads) upload.end(toLines(drive(10, "2026-03-01T09:00:00Z")));
    for (const answer of answers) expect(await answer).toMatchObject({ status: 200, body: { accepted: 2510 } });
  });

  test("408: cut off below the least rate, although they are never silent, and nothing is stored", async () => {
    const port = await listen({ leastRate: { bytes: 16_384, windowMs: 500 } });
    const { token, deviceId } = await createTestDevice(database.orm);
    const upload = openUpload(port, token);
    upload.on("error", () => {});
    const dripping = setInterval(() => upload.write(toLines(drive(1))), 20);
    closers.push(() => clearInterval(dripping));
    const { status, headers, body } = await answerOf(upload);
    expect([status, headers.connection]).toEqual([408, "close"]);
    expect(body["error"]).toMatchObject({ code: "request_timeout", message: expect.stringContaining("16384 bytes are due every 0.5 s") });
    await once(upload, "close");
    clearInterval(dripping);
    expect(await createTestClient(database).storedSamples(deviceId)).toEqual([]);
  });

  test("429: an account with too many long uploads under way; others are not concerned", async () => {
    const spool = watchSpool();
    const port = await listen({}, database, spool);
    const [dripping, other] = [await createTestDevice(database.orm), await createTestDevice(database.orm)];
    const uploads = await drip(port, [dripping.token, ...(await Promise.all(Array.from({ length: 15 }, () => addDevice(dripping))))]);
    const answers = uploads.map(answerOf);
    await spool.until(16);
    const refused = await answerOf(openUpload(port, await addDevice(dripping)).end(toLines(drive(2500))));
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "30"]);
    expect((await answerOf(openUpload(port, other.token).end(toLines(drive(2500))))).status).toBe(200);
    for (const upload of uploads) upload.end();
    for (const answer of answers) expect(await answer).toMatchObject({ status: 200 });
    expect((await answerOf(openUpload(port, await addDevice(dripping)).end(toLines(drive(2500))))).status).toBe(200);
  });
});

test("503: a database that goes away while a long upload comes in; the retry stores every sample once", async () => {
  const going = openDatabase(database.url, { max: 4 });
  const port = await listen({}, going);
  const { token, deviceId } = await createTestDevice(database.orm);
  const upload = openUpload(port, token);
  const answer = answerOf(upload);
  await write(upload, toLines(drive(2000)));
  // Let in and taken into the spool: the device's token was looked up.
  while (!(await database.orm.query.tokens.findFirst({ where: (row, { eq }) => eq(row.deviceId, deviceId) }))?.lastUsedAt);
  await going.close();
  upload.end(toLines(drive(2000, "2026-03-01T09:00:00Z")));
  const { status, headers } = await answer;
  expect([status, headers["retry-after"]]).toEqual([503, "5"]);
  const { send, storedSamples } = createTestClient(database);
  expect(await storedSamples(deviceId)).toEqual([]);
  const records = [...drive(2000), ...drive(2000, "2026-03-01T09:00:00Z")];
  expect((await send(linesUpload(token, "b-1", records))).body).toMatchObject({ accepted: 4000, duplicates: 0 });
});

/** NDJSON of samples one second apart, padded with blanks to much to read: made quickly, so that the sender is faster than the server. */
function createPaddedDrive(linesPerChunk: number, lineBytes: number) {
  const start = "2026-03-01T00:00:00.000Z";
  const [sample] = drive(1, start);
  const line = `${JSON.stringify(sample).padEnd(lineBytes - 1)}\n`;
  const [chunk, timeAt] = [Buffer.from(line.repeat(linesPerChunk)), line.indexOf(start)];
  return (index: number): Buffer => {
    for (let row = 0; row < linesPerChunk; row++) {
      const at = new Date(Date.parse(start) + (index * linesPerChunk + row) * 1000);
      chunk.write(at.toISOString(), row * lineBytes + timeAt);
    }
    return Buffer.from(chunk);
  };
}

test("200 MB in one upload are stored in flat memory, although they come in faster than they are stored", async () => {
  const server = await startServer(database.url);
  closers.push(() => server.child.kill());
  const { token, deviceId } = await createTestDevice(database.orm);
  // What it needs at all is loaded and compiled.
  await answerOf(openUpload(server.port, token, { batchId: "warm" }).end(toLines(drive(2000, "2026-02-01T08:00:00Z"))));
  const { nowMb: idleMb } = await server.measureMemory();
  const [chunks, linesPerChunk] = [800, 64];
  const chunkAt = createPaddedDrive(linesPerChunk, 4096);
  const upload = openUpload(server.port, token);
  const answer = answerOf(upload);
  for (let index = 0; index < chunks; index++) await write(upload, chunkAt(index));
  upload.end();
  expect(await answer).toMatchObject({ status: 200, body: { accepted: chunks * linesPerChunk } });
  const { peakMb } = await server.measureMemory();
  expect(peakMb - idleMb).toBeLessThan(150);
  const [row] = await database.sql`select count(*)::int as stored from samples where device_id = ${deviceId}`;
  expect(row?.["stored"]).toBe(chunks * linesPerChunk + 2000);
});
