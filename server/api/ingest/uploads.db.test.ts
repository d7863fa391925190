import { tmpdir } from "node:os";
import { eq, sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, plainClient } from "#db/client.ts";
import { enqueueCutTrips } from "#db/queries/queue/jobs.ts";
import { tokens } from "#db/schema/apps.ts";
import { events } from "#db/schema/outbox.ts";
import { devices } from "#db/schema/vehicles.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { hashToken, mintToken } from "#server/auth/tokens.ts";
import { createSpool } from "#server/files/spool.ts";
import { bearer, createTestClient, drive, jsonUpload, linesUpload, now, uploadsPath } from "./fixtures/client.ts";
import { createTestDevice } from "./fixtures/fleet.ts";
import { createIngestApi } from "./index.ts";

let database: TestDatabase;
let client: ReturnType<typeof createTestClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  client = createTestClient(database);
});
afterAll(() => database.drop());

const sample = (at: string | number, signals: object = { rpm: 900 }) => ({ type: "sample", at, ...signals });

describe("POST /uploads", () => {
  test("200 JSON: stored, counted, with state, event, stretch to cut and job", async () => {
    const { send, storedSamples, recutRanges, vehicleState } = client;
    const device = await createTestDevice(database.orm);
    const { status, body } = await send(jsonUpload(device.token, "b-1", drive(500)));
    expect(body).toEqual({ batch_id: "b-1", accepted: 500, duplicates: 0, rejected: [], commands: [] });
    expect(status).toBe(200);
    expect(await storedSamples(device.deviceId)).toHaveLength(500);
    expect(await recutRanges(device.vehicleId)).toEqual([["2026-03-01T08:00:00.000Z", "2026-03-01T08:08:19.000Z"]]);
    const newest = new Date("2026-03-01T08:08:19Z");
    const rpm = { value: 1999, atMs: newest.getTime() };
    expect(await vehicleState(device.vehicleId)).toMatchObject({ at: newest, receivedAt: now, signals: { rpm } });
    const told = await database.orm.select().from(events).where(eq(events.vehicleId, device.vehicleId));
    expect(told).toMatchObject([
      { accountId: device.accountId, type: "telemetry.received", at: newest, payload: { accepted: 500 }, tripId: null },
    ]);
  });

  test("200: the job is the one that enqueueCutTrips adds", async () => {
    const device = await createTestDevice(database.orm);
    const jobs = () =>
      database.orm.execute(sql`
        select t.identifier, j.key, q.queue_name, j.payload, j.max_attempts from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
        left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
        where j.key = ${`cut-trips:${device.vehicleId}`}`);
    await client.send(jsonUpload(device.token, "b-1", drive(1)));
    const added = [...(await jobs())];
    expect(added).toHaveLength(1);
    await plainClient(database.orm)`select graphile_worker.remove_job(${`cut-trips:${device.vehicleId}`})`;
    await enqueueCutTrips(database.orm, device.vehicleId);
    expect(added).toEqual([...(await jobs())]);
  });

  test("200 NDJSON: blank lines count, a bad third line is rejected by number, the rest is kept", async () => {
    const device = await createTestDevice(database.orm);
    const [first, second, third] = drive(3);
    const { status, body } = await client.send(
      linesUpload(device.token, "b-1", [first, "", "{nonsense", second, `${JSON.stringify(third)}\r`, ""]),
    );
    expect(body).toMatchObject({ accepted: 3, duplicates: 0, rejected: [{ line: 3, reason: "not valid JSON" }] });
    expect(status).toBe(200);
    expect(await client.storedSamples(device.deviceId)).toHaveLength(3);
  });

  test("200: records are rejected one by one, each with its reason", async () => {
    const device = await createTestDevice(database.orm);
    const at = "2026-03-01T08:00:00Z";
    const records = [
      sample(at),
      sample(at, { speeed_kmh: 5 }),
      sample("2026-06-01T12:05:01Z"),
      sample("1999-12-31T23:59:59Z"),
      sample("2026-06-01T12:05:00Z"),
    ];
    const { body } = await client.send(jsonUpload(device.token, "b-1", records));
    expect(body.accepted).toBe(2);
    expect(body.rejected).toEqual([
      { line: 2, reason: "speeed_kmh: unknown key" },
      { line: 3, reason: "at: is more than 5 minutes in the future" },
      { line: 4, reason: "at: is before 2000-01-01 (numbers are epoch milliseconds)" },
    ]);
  });

  test("200: the list of rejections ends at a thousand, the total does not", async () => {
    const device = await createTestDevice(database.orm);
    const { body } = await client.send(linesUpload(device.token, "b-1", Array(1500).fill("{")));
    expect([body.rejected.length, body.rejected_total, body.accepted]).toEqual([1000, 1500, 0]);
  });

  test("200: an empty upload is an upload", async () => {
    const device = await createTestDevice(database.orm);
    const { body } = await client.send(jsonUpload(device.token, "b-1", []));
    expect(body).toEqual({ batch_id: "b-1", accepted: 0, duplicates: 0, rejected: [], commands: [] });
    expect(await client.recutRanges(device.vehicleId)).toEqual([]);
  });

  test("200 repeated: the same batch gets the stored answer and writes nothing", async () => {
    const device = await createTestDevice(database.orm);
    const upload = jsonUpload(device.token, "b-1", [...drive(2), sample("tomorrow")]);
    const first = await client.send(upload);
    const again = await client.send(upload);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(first.body).not.toHaveProperty("repeated");
    expect(await client.recutRanges(device.vehicleId)).toHaveLength(1);
    expect(await client.storedBatches(device.deviceId)).toHaveLength(1);
  });

  test("200 duplicates: the same records under another id add nothing and cut nothing anew", async () => {
    const device = await createTestDevice(database.orm);
    await client.send(jsonUpload(device.token, "b-1", drive(10)));
    const { body } = await client.send(jsonUpload(device.token, "b-2", drive(12)));
    expect(body).toMatchObject({ accepted: 2, duplicates: 10 });
    expect(await client.storedSamples(device.deviceId)).toHaveLength(12);
    const newStretch = ["2026-03-01T08:00:10.000Z", "2026-03-01T08:00:11.000Z"];
    expect((await client.recutRanges(device.vehicleId))[1]).toEqual(newStretch);
    expect((await client.send(jsonUpload(device.token, "b-3", drive(12)))).body).toMatchObject({ accepted: 0, duplicates: 12 });
    expect(await client.recutRanges(device.vehicleId)).toHaveLength(2);
  });

  test("400: a malformed envelope", async () => {
    const { token } = await createTestDevice(database.orm);
    const json = (body: string): [string, RequestInit] => {
      return [uploadsPath, { method: "POST", headers: { ...bearer(token), "content-type": "application/json" }, body }];
    };
    const messageOf = async (upload: [string, RequestInit]) => {
      const { status, body } = await client.send(upload);
      return `${status} ${body.error.message}`;
    };
    expect(await messageOf(json('{"records":[]}'))).toMatch(/^400 batch_id: is missing/);
    expect(await messageOf(json('{"batch_id":"b","records":[],"device":5}'))).toBe("400 device: unknown key");
    expect(await messageOf(json('{"batch_id":"b","records":['))).toMatch(/^400 .*ends too early/);
    expect(await messageOf(json(""))).toMatch(/^400 /);
    expect(await messageOf(jsonUpload(token, "not a\nid", []))).toMatch(/^400 batch_id: must be/);
    expect(await messageOf(jsonUpload(token, "b", [], { "idempotency-key": "c" }))).toMatch(/^400 batch_id: differs/);
    const [path, { body, headers }] = linesUpload(token, "b", drive(1));
    const { "idempotency-key": _, ...rest } = headers;
    expect(await messageOf([path, { method: "POST", body, headers: rest }])).toMatch(/^400 batch_id: is missing/);
  });

  test("200: the Idempotency-Key header names a JSON upload too, quoted or not", async () => {
    const { token, deviceId } = await createTestDevice(database.orm);
    const headers = { ...bearer(token), "content-type": "application/json", "idempotency-key": '"b-9"' };
    const { body } = await client.send([uploadsPath, { method: "POST", headers, body: '{"records":[]}' }]);
    expect(body.batch_id).toBe("b-9");
    expect(await client.storedBatches(deviceId)).toMatchObject([{ batchId: "b-9" }]);
  });

  test("401: no token, a mistyped one, an unknown one, an expired one", async () => {
    const { token } = await createTestDevice(database.orm);
    const statusOf = async (headers: Record<string, string>) =>
      (await client.send([uploadsPath, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{}" }]))
        .status;
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ authorization: token })).toBe(401);
    expect(await statusOf(bearer(`${token}x`))).toBe(401);
    expect(await statusOf(bearer(mintToken("device").token))).toBe(401);
    await database.orm
      .update(tokens)
      .set({ expiresAt: now })
      .where(eq(tokens.hash, hashToken(token)));
    expect(await statusOf(bearer(token))).toBe(401);
  });

  test("403: a revoked token, a revoked device", async () => {
    const [first, second] = [await createTestDevice(database.orm), await createTestDevice(database.orm)];
    await database.orm.update(tokens).set({ revokedAt: now }).where(eq(tokens.deviceId, first.deviceId));
    await database.orm.update(devices).set({ revokedAt: now }).where(eq(devices.id, second.deviceId));
    for (const { token, deviceId } of [first, second]) {
      expect((await client.send(jsonUpload(token, "b-1", drive(1)))).status).toBe(403);
      expect(await client.storedSamples(deviceId)).toEqual([]);
    }
  });

  test("409: while a long upload holds the device, batches are told to come again, with Retry-After", async () => {
    const device = await createTestDevice(database.orm);
    const upload = jsonUpload(device.token, "b-1", drive(3));
    await plainClient(database.orm).begin(async (tx) => {
      await tx`select from devices where id = ${device.deviceId} for no key update`;
      const { status, headers } = await client.send(upload);
      expect([status, headers.get("retry-after")]).toEqual([409, "5"]);
    });
    expect((await client.send(upload)).status).toBe(200);
  });

  test("200: while the trips of the vehicle are being cut", async () => {
    const device = await createTestDevice(database.orm);
    await plainClient(database.orm).begin(async (tx) => {
      await tx`select from vehicles where id = ${device.vehicleId} for no key update`;
      expect((await client.send(jsonUpload(device.token, "b-1", drive(3)))).status).toBe(200);
    });
  });

  test("200 and 409: the same batch from many connections at once is stored once", async () => {
    const device = await createTestDevice(database.orm);
    const upload = jsonUpload(device.token, "b-1", drive(50));
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.send(upload)));
    const stored = answers.filter(({ status, body }) => status === 200 && !body.repeated);
    expect(stored).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await client.storedSamples(device.deviceId)).toHaveLength(50);
  });

  test("422: a batch id with other content", async () => {
    const device = await createTestDevice(database.orm);
    await client.send(jsonUpload(device.token, "b-1", drive(1)));
    const { status, body } = await client.send(jsonUpload(device.token, "b-1", drive(2)));
    expect([status, body.error.code]).toEqual([422, "unprocessable"]);
    expect(await client.storedSamples(device.deviceId)).toHaveLength(1);
  });

  test("503: while the database cannot be reached, with Retry-After", async () => {
    const { token } = mintToken("device");
    const gone = openDatabase("postgres://nobody@127.0.0.1:1/nowhere", { max: 1 });
    const api = createIngestApi({ db: gone.orm, now: () => now, log: pino({ level: "silent" }), spool: createSpool(tmpdir()) });
    const response = await api.request(...jsonUpload(token, "b-1", drive(1)));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await response.json()).toMatchObject({ error: { code: "unavailable" } });
    await gone.close();
  });

  test("429: more uploads than the quota, for this device only", async () => {
    const { send } = createTestClient(database, { uploadsPerMinute: 2 });
    const [busy, other] = [await createTestDevice(database.orm), await createTestDevice(database.orm)];
    const statuses = [];
    for (const id of ["1", "2", "3"]) statuses.push((await send(jsonUpload(busy.token, id, []))).status);
    expect(statuses).toEqual([200, 200, 429]);
    const { headers } = await send(jsonUpload(busy.token, "3", []));
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(headers.get("ratelimit-policy")).toBe('"uploads";q=2;w=60');
    expect((await send(jsonUpload(other.token, "1", []))).status).toBe(200);
  });

  test("a token writes for its own device only, whatever the batch id", async () => {
    const [mine, other] = [await createTestDevice(database.orm), await createTestDevice(database.orm)];
    await client.send(jsonUpload(other.token, "b-1", drive(5)));
    const { body } = await client.send(jsonUpload(mine.token, "b-1", drive(2)));
    expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await client.storedSamples(other.deviceId)).toHaveLength(5);
    expect(await client.recutRanges(other.vehicleId)).toHaveLength(1);
  });

  test("the last use of a token is noted, at most once a minute", async () => {
    const { token, deviceId } = await createTestDevice(database.orm);
    const lastUsed = async () => (await database.orm.select().from(tokens).where(eq(tokens.deviceId, deviceId)))[0]?.lastUsedAt;
    const recently = new Date(now.getTime() - 30_000);
    await database.orm.update(tokens).set({ lastUsedAt: recently }).where(eq(tokens.deviceId, deviceId));
    await client.send(jsonUpload(token, "b-1", []));
    expect(await lastUsed()).toEqual(recently);
    await database.orm
      .update(tokens)
      .set({ lastUsedAt: new Date(now.getTime() - 61_000) })
      .where(eq(tokens.deviceId, deviceId));
    await client.send(jsonUpload(token, "b-2", []));
    expect(await lastUsed()).toEqual(now);
  });
});

describe("GET /openapi.json", () => {
  test("200: anyone may read it, and it describes the upload", async () => {
    const { status, body } = await client.send(["/api/ingest/openapi.json", {}]);
    expect(status).toBe(200);
    const { post } = body.paths["/api/ingest/uploads"];
    expect(Object.keys(post.requestBody.content)).toEqual(["application/json", "application/x-ndjson"]);
    expect(Object.keys(post.responses)).toEqual(["200", "400", "401", "403", "408", "409", "413", "415", "422", "429", "503"]);
  });
});

describe("GET /schema.json", () => {
  test("200: JSON Schema with every key of a sample", async () => {
    const { status, body } = await client.send(["/api/ingest/schema.json", {}]);
    expect([status, body.$schema]).toEqual([200, "https://json-schema.org/draft/2020-12/schema"]);
    const [sampleSchema] = body.properties.records.items.oneOf;
    expect(Object.keys(sampleSchema.properties)).toHaveLength(22);
    expect(sampleSchema.properties.speed_kmh).toMatchObject({ minimum: 0, maximum: 400 });
  });
});
