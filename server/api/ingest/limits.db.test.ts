import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createTestClient, drive, jsonUpload, linesUpload, zipped } from "./fixtures/client.ts";
import { createTestDevice, type TestDevice } from "./fixtures/fleet.ts";
import type { IngestLimits } from "./limits.ts";

let database: TestDatabase;
let device: TestDevice;
beforeAll(async () => {
  database = await createTestDatabase();
  device = await createTestDevice(database.orm);
});
afterAll(() => database.drop());

type Upload = ReturnType<typeof jsonUpload>;

/** Sends an upload and says how it was refused; nothing may be stored of one. */
async function refusal([path, init]: Upload, limits: Partial<IngestLimits> = {}): Promise<string> {
  const { send, storedSamples } = createTestClient(database, limits);
  const { status, body } = await send([path, init]);
  expect(await storedSamples(device.deviceId)).toEqual([]);
  return `${status} ${body.error?.message}`;
}

const json = (count: number) => jsonUpload(device.token, "b-1", drive(count));
const lines = (count: number) => linesUpload(device.token, "b-1", drive(count));
const withHeaders = ([path, init]: Upload, headers: Record<string, string>): Upload => [
  path,
  { ...init, headers: { ...init.headers, ...headers } },
];

describe("413", () => {
  test("more bytes than allowed, told beforehand or not", async () => {
    expect(await refusal(lines(10), { bodyBytes: 500 })).toBe("413 The body is larger than 500 bytes.");
    expect(await refusal(withHeaders(lines(1), { "content-length": "501" }), { bodyBytes: 500 })).toMatch(/^413/);
    expect(await refusal(lines(2000), { bodyBytes: 200_000, sliceRecords: 100 })).toMatch(/^413/);
  });

  test("more bytes than allowed when unpacked, in the middle of storing", async () => {
    const limits = { inflatedBytes: 200_000, sliceRecords: 100, ratio: 1000 };
    expect(await refusal(zipped(lines(2000)), limits)).toBe("413 The content is larger than 200000 bytes when unpacked.");
  });

  test("a gzip bomb, stopped long before it is unpacked", async () => {
    const body = new Uint8Array(gzipSync(Buffer.alloc(300 * 1024 * 1024, 10)));
    const [path, { headers }] = lines(0);
    const upload: Upload = [path, { method: "POST", headers: { ...headers, "content-encoding": "gzip" }, body }];
    expect(await refusal(upload)).toBe("413 The content unpacks to more than 100 times its size.");
  });

  test("a line, a record, a member of the envelope that is too long", async () => {
    const long = JSON.stringify({ type: "device", at: 0, firmware: "x".repeat(70_000) });
    expect(await refusal(linesUpload(device.token, "b", [...drive(2), long]))).toBe("413 Line 3 is longer than 65536 characters.");
    expect(await refusal(jsonUpload(device.token, "b", [...drive(2), long]))).toBe("413 Record 3 is longer than 65536 characters.");
    expect(await refusal(jsonUpload(device.token, "x".repeat(70_000), []))).toMatch(/^413/);
  });

  test("more records than allowed, also when they are blank lines", async () => {
    expect(await refusal(json(11), { records: 10 })).toBe("413 An upload holds at most 10 records.");
    expect(await refusal(linesUpload(device.token, "b", Array(12).fill("")), { records: 10 })).toMatch(/^413/);
    expect(await refusal(lines(500), { records: 400, sliceRecords: 100 })).toMatch(/^413/);
  });
});

describe("415", () => {
  test.each(["br", "deflate", "gzip, gzip", "gzip, br", "x-gzip"])("Content-Encoding: %s", async (encoding) => {
    expect(await refusal(withHeaders(zipped(json(1)), { "content-encoding": encoding }))).toMatch(/^415/);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", ""])("Content-Type: %s", async (type) => {
    expect(await refusal(withHeaders(json(1), { "content-type": type }))).toMatch(/^415/);
  });
});

describe("400", () => {
  test("what is not gzip, or ends too early", async () => {
    const broken = "400 The content is not valid gzip.";
    expect(await refusal(withHeaders(json(1), { "content-encoding": "gzip" }))).toBe(broken);
    const [path, init] = zipped(json(100));
    expect(await refusal([path, { ...init, body: new Uint8Array(init.body.slice(0, 100) as Uint8Array) }])).toBe(broken);
  });

  test("a record nested deeply is only rejected", async () => {
    const { send } = createTestClient(database);
    const nested = `{"type":"sample","at":0,"pids":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    const { status, body } = await send(linesUpload((await createTestDevice(database.orm)).token, "b", [nested, ...drive(1)]));
    expect([status, body.accepted, body.rejected.length]).toEqual([200, 1, 1]);
  });
});

test("200: gzip of both formats, in many slices too", async () => {
  const { send, storedSamples } = createTestClient(database);
  const { token, deviceId } = await createTestDevice(database.orm);
  expect((await send(zipped(jsonUpload(token, "b-1", drive(10))))).body).toMatchObject({ accepted: 10 });
  expect((await send(zipped(linesUpload(token, "b-2", drive(3500))))).body).toMatchObject({ accepted: 3490, duplicates: 10 });
  expect((await send(zipped(jsonUpload(token, "b-3", drive(3600))))).body).toMatchObject({ accepted: 100, duplicates: 3500 });
  expect(await storedSamples(deviceId)).toHaveLength(3600);
});

test("200: a JSON upload whose batch id comes last, however long it is", async () => {
  const { send } = createTestClient(database);
  const { token } = await createTestDevice(database.orm);
  const [path, init] = jsonUpload(token, "b-1", []);
  for (const [batch, count] of [3000, 9].entries()) {
    const body = JSON.stringify({ records: drive(count), batch_id: `b-${batch}` });
    const answer = await send([path, { ...init, body }]);
    expect([answer.status, answer.body.batch_id]).toEqual([200, `b-${batch}`]);
  }
});
