import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dtcReports } from "#db/schema/health.ts";
import { deviceAssignments } from "#db/schema/vehicles.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { parseRecord } from "#server/domain/telemetry/records.ts";
import { joinSamples, type Sample } from "#server/domain/telemetry/sample.ts";
import { createTestClient, drive, jsonUpload, linesUpload, now } from "./fixtures/client.ts";
import { createTestDevice } from "./fixtures/fleet.ts";

let database: TestDatabase;
let client: ReturnType<typeof createTestClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  client = createTestClient(database);
});
afterAll(() => database.drop());

const at = "2026-03-01T08:00:00Z";
const later = "2026-03-01T09:00:00Z";
const upload = async (token: string, records: readonly unknown[]) => {
  const { status, body } = await client.send(jsonUpload(token, crypto.randomUUID(), records));
  expect(status).toBe(200);
  return body;
};
const sample = (time: string, signals: object) => ({ type: "sample", at: time, ...signals });

describe("samples of one moment", () => {
  test("from two uploads are joined, GPS then OBD, and nothing is lost", async () => {
    const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
    await upload(token, [sample(at, { lat: 41.88, lon: -87.63, pids: { "0C": 1 } })]);
    const second = await upload(token, [sample(at, { speed_kmh: 50, rpm: 1800, pids: { "5C": 92 } }), { type: "ignition", at, on: true }]);
    expect(second).toMatchObject({ accepted: 2, duplicates: 0 });
    const stored = { lat: 41.88, lon: -87.63, speed_kmh: 50, rpm: 1800, ignition: true, pids: { "0C": 1, "5C": 92 } };
    expect(await client.storedSamples(deviceId)).toMatchObject([stored]);
    expect(await client.recutRanges(vehicleId)).toHaveLength(2);
  });

  test("that disagree keep the larger value, whichever came first", async () => {
    const one = sample(at, { rpm: 900, ignition: false, pids: { "0C": 5, "5C": 1 } });
    const two = sample(at, { rpm: 800, ignition: true, pids: { "0C": 4, "5C": 2 } });
    for (const order of [
      [one, two],
      [two, one],
    ]) {
      const { token, deviceId } = await createTestDevice(database.orm);
      for (const record of order) await upload(token, [record]);
      expect(await client.storedSamples(deviceId)).toMatchObject([{ rpm: 900, ignition: true, pids: { "0C": 5, "5C": 2 } }]);
    }
  });

  test("in one upload are joined too, and a repeat among them is a duplicate", async () => {
    const { token, deviceId } = await createTestDevice(database.orm);
    const records = [sample(at, { lat: 1, lon: 2 }), sample(at, { rpm: 900 }), sample(at, { rpm: 900 })];
    expect(await upload(token, records)).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(await upload(token, records)).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await client.storedSamples(deviceId)).toHaveLength(1);
  });
});

test("uploads shuffled, repeated, overlapping and split end in the same set of samples", async () => {
  const signals = fc.record(
    { rpm: fc.integer({ min: 0, max: 8000 }), speed_kmh: fc.integer({ min: 0, max: 200 }), ignition: fc.boolean() },
    { requiredKeys: [] },
  );
  const pids = fc.dictionary(fc.constantFrom("0C", "5C", "A6"), fc.integer({ min: 0, max: 99 }), { maxKeys: 2 });
  const time = fc.integer({ min: 0, max: 12 }).map((second) => Date.parse(at) + second * 1000);
  const record = fc
    .record({ type: fc.constant("sample"), at: time, rest: signals, pids })
    .map(({ rest, ...each }) => ({ ...each, ...rest }));
  const batches = fc.array(fc.array(record, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });
  const small = createTestClient(database, { sliceRecords: 3 });
  await fc.assert(
    fc.asyncProperty(batches, async (sent) => {
      const { token, deviceId } = await createTestDevice(database.orm);
      let accepted = 0;
      for (const records of sent) {
        const { body } = await small.send(linesUpload(token, crypto.randomUUID(), records));
        expect(body.accepted + body.duplicates).toBe(records.length);
        accepted += body.accepted;
      }
      const expected = joinSamples(sent.flat().map(toSample));
      const rows = await small.storedSamples(deviceId);
      expect(rows.map(fromRow)).toEqual(expected.map(withoutEmptyPids));
      expect(accepted).toBeGreaterThanOrEqual(expected.length);
    }),
    { numRuns: 40 },
  );
});

function toSample(record: unknown): Sample {
  const parsed = parseRecord(record, now.getTime());
  if (parsed.kind !== "sample") throw new Error(JSON.stringify(parsed));
  return parsed.sample;
}

const withoutEmptyPids = ({ pids = {}, ...rest }: Sample) => ({ ...rest, pids });

function fromRow({ at: time, rpm, speed_kmh, ignition, pids }: Record<string, unknown>) {
  const known = Object.entries({ rpm, speedKmh: speed_kmh, ignition }).filter(([, value]) => value !== null);
  return { atMs: time instanceof Date ? time.getTime() : null, ...Object.fromEntries(known), pids: pids ?? {} };
}

test("an import of ten years makes the partitions it needs", async () => {
  const { token, deviceId } = await createTestDevice(database.orm);
  const months = Array.from({ length: 120 }, (_, month) => sample(new Date(Date.UTC(2015, month, 15)).toISOString(), { rpm: 900 }));
  expect(await upload(token, months)).toMatchObject({ accepted: 120 });
  expect(await client.storedSamples(deviceId)).toHaveLength(120);
  const [row] = await database.orm.execute(sql`select count(*)::int as made from pg_inherits where inhparent = 'samples'::regclass`);
  expect(Number(row?.["made"])).toBeGreaterThanOrEqual(120);
});

describe("the vehicle", () => {
  test("is the one the device sat in at the time; time in none is stored and told of nowhere", async () => {
    const { accountId, deviceId, vehicleId, token } = await createTestDevice(database.orm);
    const { id: nextVehicleId } = await insertVehicle(database.orm, accountId);
    const [left, arrived] = [new Date("2026-03-01T08:00:03Z"), new Date("2026-03-01T08:00:05Z")];
    await database.orm.update(deviceAssignments).set({ validTo: left }).where(eq(deviceAssignments.deviceId, deviceId));
    await database.orm.insert(deviceAssignments).values({ accountId, deviceId, vehicleId: nextVehicleId, validFrom: arrived });
    expect(await upload(token, drive(10))).toMatchObject({ accepted: 10 });
    expect(await client.storedSamples(deviceId)).toHaveLength(10);
    expect(await client.recutRanges(vehicleId)).toEqual([["2026-03-01T08:00:00.000Z", "2026-03-01T08:00:02.000Z"]]);
    expect(await client.recutRanges(nextVehicleId)).toEqual([["2026-03-01T08:00:05.000Z", "2026-03-01T08:00:09.000Z"]]);
    expect(await client.vehicleState(vehicleId)).toMatchObject({ at: new Date("2026-03-01T08:00:02Z") });
  });

  test("shows the newest values, whatever came last", async () => {
    const { token, vehicleId } = await createTestDevice(database.orm);
    await upload(token, [sample(later, { rpm: 900 })]);
    await upload(token, [sample(at, { rpm: 3000, fuel_level_pct: 70 })]);
    const state = await client.vehicleState(vehicleId);
    expect(state).toMatchObject({
      at: new Date(later),
      signals: { rpm: { value: 900 }, fuelLevelPct: { value: 70, atMs: Date.parse(at) } },
    });
  });

  test("keeps what another device told of it while an upload waited for its turn", async () => {
    const { token, vehicleId } = await createTestDevice(database.orm);
    await upload(token, [sample(at, { rpm: 900 })]);
    const isWaiting = async () =>
      (await database.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0;
    const waiting: Promise<unknown>[] = [];
    await database.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended(${`vehicle-state:${vehicleId}`}, 0))`;
      await tx`update vehicle_states set signals = signals || '{"socPct": {"value": 50, "atMs": 1}}' where vehicle_id = ${vehicleId}`;
      waiting.push(upload(token, [sample(later, { rpm: 800 })]));
      while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
    });
    await Promise.all(waiting);
    expect((await client.vehicleState(vehicleId))?.signals).toMatchObject({ rpm: { value: 800 }, socPct: { value: 50 } });
  });
});

describe("fault codes", () => {
  const dtc = (time: string, status: string, more: object = {}) => ({ type: "dtc", at: time, code: "P0301", status, ...more });

  test("open and close on the vehicle, and a repeated report is a duplicate", async () => {
    const { token, deviceId, vehicleId } = await createTestDevice(database.orm);
    expect(await upload(token, [dtc(at, "stored", { mil: true })])).toMatchObject({ accepted: 1 });
    expect(await upload(token, [dtc(at, "stored", { mil: true })])).toMatchObject({ accepted: 0, duplicates: 1 });
    const open = { dtcs: [{ code: "P0301", status: "stored", atMs: Date.parse(at) }], mil: { value: true } };
    expect((await client.vehicleState(vehicleId))?.signals).toMatchObject(open);
    expect(await client.recutRanges(vehicleId)).toEqual([]);
    await upload(token, [dtc(later, "cleared", { mil: false })]);
    expect((await client.vehicleState(vehicleId))?.signals).toMatchObject({ dtcs: [], mil: { value: false } });
    expect(await database.orm.select().from(dtcReports).where(eq(dtcReports.deviceId, deviceId))).toHaveLength(2);
  });

  test("that were cleared stay so when an older report arrives late", async () => {
    const { token, vehicleId } = await createTestDevice(database.orm);
    await upload(token, [dtc(later, "cleared")]);
    await upload(token, [dtc(at, "stored")]);
    expect((await client.vehicleState(vehicleId))?.signals.dtcs).toEqual([]);
  });
});

test("what a device says of itself is kept, the newest of each", async () => {
  const { token, deviceId } = await createTestDevice(database.orm);
  const says = (time: string, said: object) => ({ type: "device", at: time, ...said });
  expect(await upload(token, [says(later, { signal_pct: 40 }), says(at, { firmware: "1.0", signal_pct: 90 })])).toMatchObject({
    accepted: 2,
  });
  expect(await client.device(deviceId)).toMatchObject({ firmware: "1.0", signalPct: 40, plugged: null, reportedAt: new Date(later) });
  expect(await upload(token, [says(at, { firmware: "0.9", plugged: true })])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await client.device(deviceId)).toMatchObject({ firmware: "1.0", plugged: null, lastUploadAt: now });
});
