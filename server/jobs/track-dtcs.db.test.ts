import { asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dtcEpisodes } from "#db/schema/health.ts";
import { events } from "#db/schema/outbox.ts";
import { trips } from "#db/schema/trips.ts";
import { deviceAssignments } from "#db/schema/vehicles.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { createTestClient, jsonUpload, now } from "#server/api/ingest/fixtures/client.ts";
import { createTestDevice } from "#server/api/ingest/fixtures/fleet.ts";
import { trackDtcs } from "#server/commands/health/track-dtcs.ts";
import { runPendingJobs } from "./run-pending.ts";

let database: TestDatabase;
let client: ReturnType<typeof createTestClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  client = createTestClient(database);
});
afterAll(() => database.drop());

const morningMs = Date.parse("2026-03-01T08:00:00Z");
const noonMs = Date.parse("2026-03-01T12:00:00Z");
const iso = (atMs: number) => new Date(atMs).toISOString();

/** Ten minutes northward at 60 km/h, ten kilometres. */
function drive(startMs: number, odometerKm: number): object[] {
  return Array.from({ length: 601 }, (_, second) => ({
    type: "sample",
    at: iso(startMs + second * 1000),
    lat: 41.5 + second * 0.00015,
    lon: -87.6,
    speed_kmh: 60,
    rpm: 2000,
    odometer_km: odometerKm + second / 60,
  }));
}

const dtc = (atMs: number, status: string, mil?: boolean, code = "P0301") => ({
  type: "dtc",
  at: iso(atMs),
  code,
  status,
  mil: mil ?? null,
});

/** A car with an adapter that uploads through the ingestion route; `work` runs the jobs that follow. */
async function createCar() {
  const device = await createTestDevice(database.orm);
  const { vehicleId, token } = device;
  const upload = async (records: readonly object[]) => {
    const { status, body } = await client.send(jsonUpload(token, crypto.randomUUID(), records));
    expect({ status, rejected: body.rejected }).toEqual({ status: 200, rejected: [] });
  };
  const work = () => runPendingJobs(database.url, { db: database.orm, now: () => now });
  return {
    ...device,
    upload,
    work,
    tell: async (records: readonly object[]) => {
      await upload(records);
      await work();
    },
    episodes: () =>
      database.orm
        .select()
        .from(dtcEpisodes)
        .where(eq(dtcEpisodes.vehicleId, vehicleId))
        .orderBy(asc(dtcEpisodes.openedAt), asc(dtcEpisodes.code)),
    trips: () => database.orm.select().from(trips).where(eq(trips.vehicleId, vehicleId)).orderBy(asc(trips.startedAt)),
    news: async () => {
      const rows = await database.orm.select().from(events).where(eq(events.vehicleId, vehicleId)).orderBy(asc(events.id));
      return rows.filter(({ type }) => type === "dtc.changed").map(({ payload, at }) => [payload["code"], payload["status"], at.getTime()]);
    },
  };
}

const minute = 60_000;
const life = [
  ...drive(morningMs, 1000),
  dtc(morningMs + 2 * minute, "pending", false),
  dtc(morningMs + 5 * minute, "stored", true),
  ...drive(noonMs, 1010),
  dtc(noonMs + minute, "cleared", false),
];

describe("episodes of fault codes", () => {
  test("open, are confirmed and close, with trip, place, odometer and the way driven", async () => {
    const car = await createCar();
    await car.tell(life);
    const [first, second] = await car.trips();
    const [episode, ...others] = await car.episodes();
    expect(others).toEqual([]);
    expect(episode).toMatchObject({
      code: "P0301",
      status: "cleared",
      openedAt: new Date(morningMs + 2 * minute),
      storedAt: new Date(morningMs + 5 * minute),
      closedAt: new Date(noonMs + minute),
      openedTripId: first?.id,
      closedTripId: second?.id,
    });
    expect(episode?.openedKm).toBeCloseTo(1002, 0);
    expect(episode?.closedKm).toBeCloseTo(1011, 0);
    expect(episode?.lat).toBeCloseTo(41.5 + 120 * 0.00015, 2);
    expect(Math.abs((episode?.drivenM ?? 0) - 9000)).toBeLessThan(100);
    expect(Math.abs((episode?.milDrivenM ?? 0) - 6000)).toBeLessThan(100);
    expect(await car.news()).toEqual([["P0301", "cleared", noonMs + minute]]);
  });

  test("each step is told once, as it becomes known; a retry writes and tells nothing", async () => {
    const car = await createCar();
    await car.tell([dtc(morningMs, "pending")]);
    await car.tell([dtc(morningMs + minute, "pending"), dtc(morningMs + 2 * minute, "stored", true)]);
    const before = await car.episodes();
    await trackDtcs({ db: database.orm, now: () => now }, car.vehicleId);
    expect(await car.episodes()).toEqual(before);
    await car.tell([dtc(noonMs, "cleared", false)]);
    await car.tell([dtc(noonMs + minute, "stored", true)]);
    expect(await car.news()).toEqual([
      ["P0301", "pending", morningMs],
      ["P0301", "stored", morningMs + 2 * minute],
      ["P0301", "cleared", noonMs],
      ["P0301", "stored", noonMs + minute],
    ]);
    const [closed, open] = await car.episodes();
    expect(closed?.id).toBe(before[0]?.id);
    expect(open).toMatchObject({ status: "stored", closedAt: null, openedTripId: null, openedKm: null, drivenM: 0 });
  });

  test("a late report moves the opening and keeps the id; the way is counted anew when a trip comes in late", async () => {
    const car = await createCar();
    await car.tell([dtc(noonMs, "stored", true)]);
    const [before] = await car.episodes();
    await car.tell([dtc(morningMs, "pending")]);
    await car.tell(drive(morningMs, 1000));
    const [after, ...others] = await car.episodes();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, openedAt: new Date(morningMs), openedKm: 1000, milDrivenM: 0 });
    expect(Math.abs((after?.drivenM ?? 0) - 10_000)).toBeLessThan(100);
    expect(await car.news()).toHaveLength(1);
  });

  test("codes belong to the car the adapter sat in when it reported them", async () => {
    const car = await createCar();
    const { orm } = database;
    await car.tell([dtc(morningMs, "stored", true)]);
    const other = await insertVehicle(orm, car.accountId);
    await orm
      .update(deviceAssignments)
      .set({ validTo: new Date(noonMs) })
      .where(eq(deviceAssignments.deviceId, car.deviceId));
    const { accountId, deviceId } = car;
    await orm.insert(deviceAssignments).values({ accountId, deviceId, vehicleId: other.id, validFrom: new Date(noonMs) });
    await car.tell([dtc(noonMs, "stored", true, "P0420")]);
    expect((await car.episodes()).map(({ code }) => code)).toEqual(["P0301"]);
    const elsewhere = await orm.select().from(dtcEpisodes).where(eq(dtcEpisodes.vehicleId, other.id));
    expect(elsewhere.map(({ code }) => code)).toEqual(["P0420"]);
  });

  test("are held against the alert rules when one changed", async () => {
    const car = await createCar();
    const track = () => trackDtcs({ db: database.orm, now: () => now }, car.vehicleId);
    const waiting = () => database.orm.execute(sql`select from graphile_worker.jobs where key = ${`watch-vehicle:${car.vehicleId}`}`);
    await car.tell([dtc(morningMs, "stored", true)]);
    await track();
    expect(await waiting()).toHaveLength(0);
    await database.orm.delete(dtcEpisodes).where(eq(dtcEpisodes.vehicleId, car.vehicleId));
    await track();
    expect(await waiting()).toHaveLength(1);
    await car.work();
  });
});

test("reports and drives shuffled, split and repeated end in the same episodes", async () => {
  const told = async (car: Awaited<ReturnType<typeof createCar>>) => {
    const own = await car.trips();
    const nth = (id: number | null) => own.findIndex((trip) => trip.id === id);
    return (await car.episodes()).map(({ id, uid, accountId, vehicleId, updatedAt, openedTripId, closedTripId, ...rest }) => ({
      ...rest,
      opened: nth(openedTripId),
      closed: nth(closedTripId),
    }));
  };
  const more = [...life, dtc(noonMs + 3 * minute, "stored", true, "P0420"), dtc(noonMs + 4 * minute, "pending", true)];
  const whole = await createCar();
  await whole.tell(more);
  const expected = await told(whole);
  expect(expected).toHaveLength(3);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(4)), async (choices) => {
      const parts: object[][] = [[], [], [], [], []];
      for (const record of more) parts[choices.next().value ?? 0]?.push(record);
      const car = await createCar();
      for (const part of parts.filter(({ length }) => length > 0)) await car.tell(part);
      await car.tell(more);
      expect(await told(car)).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});
