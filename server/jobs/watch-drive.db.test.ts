import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { driveWatches } from "#db/schema/driving-events.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createTestClient, jsonUpload, now } from "#server/api/ingest/fixtures/client.ts";
import { createTestDevice } from "#server/api/ingest/fixtures/fleet.ts";
import { hour, iso, middle, minute, north, perSecond, sample } from "#server/api/ingest/fixtures/watched-car.ts";
import { watchDrive } from "#server/commands/driving-events/watch-drive.ts";
import { cutTrips } from "#server/commands/trips/cut-trips.ts";
import { isRoadEventType } from "#server/domain/automatic/road-event.ts";
import { newsMs } from "#server/domain/driving-events/live/drive-watch.ts";
import { runPendingJobs } from "./run-pending.ts";

let database: TestDatabase;
let client: ReturnType<typeof createTestClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  client = createTestClient(database);
});
afterAll(() => database.drop());

const startMs = now.getTime() - 20 * minute;

/** A car with an adapter, and a clock of its own. */
async function createCar() {
  const device = await createTestDevice(database.orm);
  const { accountId, vehicleId, token } = device;
  let clockMs = startMs;
  const deps = { db: database.orm, now: () => new Date(clockMs) };
  const setClock = (atMs: number) => {
    clockMs = atMs;
    return deps;
  };
  const upload = async (records: readonly object[]) => {
    const { status, body } = await client.send(jsonUpload(token, crypto.randomUUID(), records));
    if (status !== 200 || body.rejected.length > 0) throw new Error(JSON.stringify(body));
  };
  const events = async () => {
    const rows = await database.orm.query.events.findMany({
      where: (event, { eq: is }) => is(event.accountId, accountId),
      orderBy: (event, { asc }) => asc(event.id),
    });
    return rows.filter(({ type }) => isRoadEventType(type));
  };
  return {
    ...device,
    deps,
    setClock,
    upload,
    /** Uploads at a moment and does all that follows. */
    tellAt: async (atMs: number, records: readonly object[]) => {
      setClock(atMs);
      await upload(records);
      await runPendingJobs(database.url, deps);
    },
    events,
    /** "ignition_on 0": what was told, in its order, with the second of the drive. */
    told: async (kind = "") =>
      (await events())
        .map(({ type, at }) => `${type.replace(/^drive\./, "")} ${(at.getTime() - startMs) / 1000}`)
        .filter((each) => each.startsWith(kind)),
    memory: async () => (await database.orm.select().from(driveWatches).where(eq(driveWatches.vehicleId, vehicleId)))[0]?.memory,
  };
}

const held = (seconds: number, kmh: number) => Array.from({ length: seconds }, () => kmh);
/** Northward for three and a half minutes: a hard start, past 70 and 75 mph twice, a hard brake, and off. */
const speeds = [...held(5, 0), 15, 30, 40, ...Array.from({ length: 20 }, (_, s) => 44 + s * 4), ...held(60, 122)]
  .concat([112, 104, ...held(20, 104)], [110, 114, ...held(70, 118)])
  .concat([100, 80, 60], held(20, 50), [40, 30, 20, 10], held(5, 0));
const lastS = speeds.length - 1;
const drive = perSecond(
  startMs,
  speeds.map((speed_kmh, second) => ({ speed_kmh, rpm: 1500, ignition: second < lastS, ...north(second * 10), accuracy_m: 4 })),
);
const expected = [
  "ignition_on 0",
  "location 0",
  "hard_accel 5",
  "speeding 26",
  "speeding 28",
  "location 60",
  "speeding 111",
  "location 120",
  "location 180",
  "hard_brake 182",
  `ignition_off ${lastS}`,
  `trip.completed ${lastS}`,
];

function inUploads(records: readonly object[], size: number): { atMs: number; records: object[] }[] {
  const uploads: { atMs: number; records: object[] }[] = [];
  for (let from = 0; from < records.length; from += size) {
    uploads.push({ atMs: startMs + Math.min(from + size, records.length) * 1000, records: records.slice(from, from + size) });
  }
  return uploads;
}

describe("a drive is told as it happens, its end before the trip", () => {
  test.each([40, 1000])("in uploads of %i samples", async (size) => {
    const car = await createCar();
    for (const { atMs, records } of inUploads(drive, size)) await car.tellAt(atMs, records);
    expect(await car.told()).toEqual(expected);
  });

  test("with adapter, place, speed and force", async () => {
    const car = await createCar();
    await car.tellAt(startMs + 220_000, drive);
    const { accountId, vehicleId, deviceId } = car;
    const there = (second: number) => ({
      deviceId,
      place: { ...north(second * 10), accuracyM: 4, atMs: startMs + second * 1000 },
      timeZone: "Europe/Vienna",
    });
    const [on, location, accel, speeding] = await car.events();
    const of = { accountId, vehicleId, tripId: null };
    expect(on).toMatchObject({ ...of, type: "drive.ignition_on", at: new Date(startMs), payload: there(0) });
    expect(location?.payload).toEqual(there(0));
    expect(accel?.payload).toEqual({ ...there(5), gForce: expect.closeTo(0.4249, 3) });
    expect(speeding?.payload).toEqual({ ...there(26), speedKmh: 116, limitMph: 70 });
    const completed = (await car.events()).at(-1);
    expect(completed).toMatchObject({ type: "trip.completed", tripId: expect.any(Number), payload: there(lastS) });
  });

  test("once, in whatever order it comes in within five minutes, and again when all is sent anew", async () => {
    const car = await createCar();
    const [a, b, c, d] = [drive.slice(0, 60), drive.slice(60, 110), drive.slice(110, 160), drive.slice(160)];
    const odd = (records: readonly object[], rest: number) => records.filter((_, at) => at % 2 === rest);
    for (const part of [odd(d, 1), b, odd(a, 0), a, odd(d, 0), c, drive]) await car.tellAt(startMs + 230_000, part);
    // A limit was known to be passed before it was known when; a location does not go back.
    const kinds = (all: readonly string[]) => all.map((each) => each.split(" ")[0]).filter((kind) => kind !== "location");
    expect(kinds(await car.told()).toSorted()).toEqual(kinds(expected).toSorted());
  });

  test("once, when the job is done again", async () => {
    const car = await createCar();
    await car.tellAt(startMs + 220_000, drive);
    await watchDrive(car.deps, car.vehicleId);
    expect(await car.told()).toEqual(expected);
  });
});

describe("what comes in late", () => {
  const endMs = startMs + lastS * 1000;

  test("is told up to five minutes after it happened", async () => {
    const car = await createCar();
    await car.tellAt(endMs + newsMs, drive);
    expect(await car.told()).toEqual(expected.slice(-2));
    const later = await createCar();
    await later.tellAt(endMs + newsMs + 1000, drive);
    expect(await later.told()).toEqual([`trip.completed ${lastS}`]);
  });

  test("by a month costs nothing, and its trip is told", async () => {
    const car = await createCar();
    await car.tellAt(startMs + 30 * 24 * hour, drive);
    expect(await car.told()).toEqual([`trip.completed ${lastS}`]);
    expect(await car.memory()).toBeUndefined();
  });

  test("corrects how the car is remembered to have stood", async () => {
    const car = await createCar();
    const fast = { speed_kmh: 118, ignition: true };
    await car.tellAt(startMs, [sample(startMs, fast)]);
    await car.tellAt(startMs + 8 * minute, [sample(startMs + 8 * minute, fast)]);
    expect(await car.memory()).toMatchObject({ untilMs: startMs, state: { on: true, passedMph: [70] } });
    // It was slow in between, and turned off: the limit is passed again, by another drive.
    await car.tellAt(startMs + 9 * minute, [sample(startMs + minute, { speed_kmh: 0, ignition: false })]);
    await car.tellAt(startMs + 10 * minute, [sample(startMs + 10 * minute, fast)]);
    expect(await car.told()).toEqual(["ignition_on 0", "speeding 0", "ignition_on 480", "speeding 480"]);
  });
});

describe("silence", () => {
  test("turns a car off that does not report its ignition, before its trip is told", async () => {
    const car = await createCar();
    const parked = perSecond(
      startMs,
      held(60, 50).map((speed_kmh, second) => ({ speed_kmh, ...north(second * 14) })),
    );
    await car.tellAt(startMs + minute, parked);
    expect(await car.told("ignition")).toEqual(["ignition_on 0"]);
    await cutTrips(car.setClock(startMs + 59_000 + newsMs + 1000), car.vehicleId);
    await runPendingJobs(database.url, car.deps);
    expect((await car.told()).slice(-2)).toEqual(["ignition_off 359", "trip.completed 59"]);
    expect((await car.events()).at(-2)?.payload).toMatchObject({ place: { atMs: startMs + 59_000 } });
  });
});

describe("a trip", () => {
  test("is told once: not when it is scored again, nor when it gets longer or another one comes before it", async () => {
    const car = await createCar();
    const at = startMs + 2 * hour;
    await car.tellAt(at, drive.slice(0, 100));
    await car.tellAt(at, drive.slice(100));
    const before = perSecond(
      startMs - 3 * hour,
      held(100, 50).map((speed_kmh) => ({ speed_kmh })),
    );
    await car.tellAt(at, before);
    await car.tellAt(at, [sample(startMs + 500, { speed_kmh: 1 })]);
    const told = (await car.events()).filter(({ type }) => type === "trip.completed");
    expect(told.map(({ tripId }) => tripId)).toEqual([...new Set(told.map(({ tripId }) => tripId))]);
    expect(told.map(({ at: endedAt }) => endedAt.getTime()).toSorted()).toEqual([startMs - 3 * hour + 99_000, startMs + 99_000]);
  });

  test("that is too short for a score is told too", async () => {
    const car = await createCar();
    await car.tellAt(startMs + 2 * hour, drive.slice(0, 30));
    expect(await car.told()).toEqual(["trip.completed 29"]);
  });
});

describe("the check engine light", () => {
  const dtc = (s: number, code: string, status: string, mil?: boolean) => ({
    ...{ type: "dtc", at: iso(startMs + s * 1000), code, status },
    ...(mil !== undefined && { mil }),
  });
  const life = [
    dtc(0, "P0301", "pending", false),
    dtc(10, "P0301", "stored", true),
    dtc(20, "P0420", "stored", true),
    dtc(30, "P0301", "stored", false),
    dtc(40, "P0301", "stored", true),
    dtc(50, "P0301", "cleared", false),
    dtc(50, "P0420", "cleared", false),
  ];
  const lived = ["mil.on 10", "mil.on 20", "mil.off 30", "mil.on 40", "mil.off 50"];

  test("is told with its codes, however old the news are, each once", async () => {
    const car = await createCar();
    // Who clears codes clears all at once.
    for (const records of [...life.slice(0, 5).map((record) => [record]), life.slice(5), life])
      await car.tellAt(startMs + 24 * hour, records);
    expect(await car.told("mil")).toEqual(lived);
    const [first = null, second = null] = [0, 20].map((s) => startMs + s * 1000);
    const dtcs = [
      { code: "P0301", atMs: first },
      { code: "P0420", atMs: second },
    ];
    const payloads = (await car.events()).map(({ payload }) => payload);
    const common = { deviceId: car.deviceId, place: null, timeZone: null };
    expect(payloads).toEqual([
      { ...common, dtcs: dtcs.slice(0, 1) },
      { ...common, dtcs },
      { ...common, dtcs, userCleared: false },
      { ...common, dtcs },
      { ...common, dtcs, userCleared: true },
    ]);
  });

  test("is told the same in one upload, and leaves nothing out when shuffled", async () => {
    const car = await createCar();
    await car.tellAt(startMs + hour, life);
    expect(await car.told("mil")).toEqual(lived);
    const shuffled = await createCar();
    for (const part of [life.slice(5), life.slice(1, 2), life.slice(3), life]) await shuffled.tellAt(startMs + hour, part);
    expect((await shuffled.told("mil")).toSorted()).toEqual(lived.toSorted());
  });

  test("that comes on with a code which was confirmed without it is told", async () => {
    const car = await createCar();
    await car.tellAt(startMs + hour, [dtc(0, "P0301", "stored", false)]);
    await car.tellAt(startMs + hour, [dtc(10, "P0301", "stored", true)]);
    expect(await car.told("mil")).toEqual(["mil.on 10"]);
  });

  test("is told with where the car was", async () => {
    const car = await createCar();
    await car.tellAt(startMs + hour, [sample(startMs, { ...middle, accuracy_m: 7 }), dtc(119, "P0301", "stored", true)]);
    expect((await car.events())[0]?.payload).toMatchObject({ place: { ...middle, accuracyM: 7, atMs: startMs } });
    const elsewhere = await createCar();
    await elsewhere.tellAt(startMs + hour, [sample(startMs, middle), dtc(121, "P0301", "stored", true)]);
    expect((await elsewhere.events())[0]?.payload).toMatchObject({ place: null });
  });

  test("of a fleet that was here before apps were is not told of what is long known", async () => {
    const car = await createCar();
    await car.tellAt(startMs + hour, life.slice(0, 3));
    await database.orm.execute(sql`delete from drive_watches where vehicle_id = ${car.vehicleId}`);
    await database.orm.execute(sql`delete from events where vehicle_id = ${car.vehicleId} and type like 'mil.%'`);
    await car.tellAt(startMs + hour, life.slice(5));
    expect(await car.told("mil")).toEqual(["mil.off 50"]);
  });
});
