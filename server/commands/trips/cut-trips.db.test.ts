import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tripEvents } from "#db/schema/driving-events.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { recutRanges, type trips, tripTracks } from "#db/schema/trips.ts";
import { deviceAssignments } from "#db/schema/vehicles.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createCutCar, startMs } from "#server/commands/fixtures/cut-car.ts";
import { maxEventsOfKind, maxEvidenceOfKind } from "#server/domain/driving-events/bound.ts";
import type { Sample } from "#server/domain/telemetry/sample.ts";
import { drive, hump, still } from "#server/domain/trips/fixtures/drive.ts";
import { cutTrips } from "./cut-trips.ts";

const hour = 3_600_000;
const minute = 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const createCar = () => createCutCar(database);

/** What must be the same however the samples came in. */
function withoutHistory(rows: (typeof trips.$inferSelect)[]) {
  return rows.map(({ id, uid, accountId, vehicleId, deviceId, revision, createdAt, updatedAt, ...told }) => told);
}

const morning = drive({
  startMs,
  speeds: [...still(30), ...hump(60, 200), ...still(20), ...hump(90, 300)],
  from: { lat: 52.5, lon: 13.4 },
});
const noon = drive({ startMs: startMs + 4 * hour, speeds: [...hump(50, 120), ...still(400), ...hump(50, 100)] });
const evening = drive({ startMs: startMs + 9 * hour, speeds: hump(120, 900, 12), ignition: true });
const day = [...morning, ...noon, ...evening];

describe("cutting trips", () => {
  test("cuts a day into its trips with figures, track and events", async () => {
    const car = await createCar();
    await car.upload(day);
    const [first, second, third] = await car.trips();
    expect(await car.trips()).toHaveLength(3);
    expect(first).toMatchObject({ status: "finished", revision: 1, endReason: "silence", startTimeZone: "Europe/Berlin", hardBrakes: 0 });
    expect(first).toMatchObject({ startPlace: "Berlin, Germany", startQuarter: "Kreuzberg", endPlace: "Berlin, Germany" });
    expect(first?.startedAt.getTime()).toBe(startMs + 30_000 - 1000 + 1000);
    expect(second).toMatchObject({ startLat: null, startPlace: null, endReason: "silence" });
    expect(third).toMatchObject({ endReason: "ignition_off", hardAccels: 2, hardBrakes: 2 });
    const found = await database.orm
      .select()
      .from(tripEvents)
      .where(eq(tripEvents.tripId, third?.id ?? 0));
    expect(found.filter((event) => event.basis === "counter" && event.kind === "hard_brake")).toHaveLength(2);
    const [track] = await database.orm
      .select()
      .from(tripTracks)
      .where(eq(tripTracks.tripId, first?.id ?? 0));
    expect(track?.track.offsetS.length).toBe(first?.sampleCount);
  });

  test("shuffled, repeated and late uploads end in the same trips, their ids kept", async () => {
    const whole = await createCar();
    await whole.upload(day);
    const expected = withoutHistory(await whole.trips());
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(6)), async (choices) => {
        const parts: Sample[][] = Array.from({ length: 7 }, () => []);
        for (const sample of day) parts[choices.next().value ?? 0]?.push(sample);
        const car = await createCar();
        for (const part of parts.filter((samples) => samples.length > 0)) await car.upload(part);
        const ids = (await car.trips()).map((trip) => trip.id);
        for (const part of parts.filter((samples) => samples.length > 0)) await car.upload(part);
        expect((await car.trips()).map((trip) => trip.id)).toEqual(ids);
        expect(withoutHistory(await car.trips())).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  test("a late sample makes a new revision of its trip and leaves the others alone", async () => {
    const car = await createCar();
    const late = morning.splice(100, 5);
    await car.upload([...morning, ...noon, ...evening]);
    const before = await car.trips();
    await car.upload(late);
    const after = await car.trips();
    morning.splice(100, 0, ...late);
    expect(after.map(({ id, revision }) => ({ id, revision }))).toEqual(before.map(({ id }, at) => ({ id, revision: at === 0 ? 2 : 1 })));
    expect(after[1]?.updatedAt).toEqual(before[1]?.updatedAt);
  });

  test("a stored trip gets the time zones that are right now when its samples are cut again, and is left alone after that", async () => {
    const car = await createCar();
    const inYuma = drive({ startMs: startMs - 24 * hour, speeds: hump(50, 120), from: { lat: 32.7253, lon: -114.6244 } });
    await car.upload([...inYuma, ...noon]);
    const zones = async () => (await car.trips()).map(({ startTimeZone, revision }) => `${startTimeZone} ${revision}`);
    expect(await zones()).toEqual(["America/Phoenix 1", "Europe/Berlin 1"]);
    // A car without positions has the zone of its account. Clocks in Paris show the same, so no other figure changes.
    await car.moveAccount("Europe/Paris");
    for (let time = 0; time < 2; time++) {
      await car.cutAgain();
      expect(await zones()).toEqual(["America/Phoenix 1", "Europe/Paris 2"]);
    }
  });

  test("a silence that late samples fill joins two trips under the id of the longer one", async () => {
    const car = await createCar();
    const speeds = [...hump(50, 100), ...still(400), ...hump(50, 300)];
    const samples = drive({ startMs, speeds, rpm: (kmh) => 800 + kmh * 30 });
    await car.upload(samples.filter((_, second) => second < 125 || second > 510));
    const [, longer] = await car.trips();
    expect(await car.trips()).toHaveLength(2);
    await car.upload(samples);
    const joined = await car.trips();
    expect(joined).toMatchObject([{ id: longer?.id, revision: 2 }]);
    expect((await car.events()).map((event) => event.type)).toContain("trip.removed");
  });

  test("a trip is open while the car may still drive, and finishes by silence without a new revision", async () => {
    const car = await createCar();
    const endMs = noon.at(-1)?.atMs ?? 0;
    await car.upload(noon, endMs + 10_000);
    expect(await car.trips()).toMatchObject([{ status: "open", endReason: "last_sample" }]);
    expect(await car.waitsForScore()).toBe(false);
    await car.cut(endMs + 6 * minute);
    expect(await car.trips()).toMatchObject([{ status: "finished", revision: 1 }]);
    expect(await car.waitsForScore()).toBe(true);
    await car.upload(evening);
    expect(await car.trips()).toMatchObject([{ endReason: "silence", revision: 1 }, {}]);
  });

  test("a change longer than what is read at a time is cut whole", async () => {
    const speeds = [...hump(60, 850), ...still(20)];
    const many = Array.from({ length: 30 }, (_, at) => drive({ startMs: startMs + at * 2 * hour, speeds })).flat();
    const car = await createCar();
    await car.upload(many.toSpliced(26_000, 1));
    const ids = (await car.trips()).map((trip) => trip.id);
    expect(ids).toHaveLength(30);
    await car.upload(many);
    expect((await car.trips()).map(({ id, revision }) => ({ id, revision }))).toEqual(
      ids.map((id, at) => ({ id, revision: at === Math.floor(26_000 / speeds.length) ? 2 : 1 })),
    );
  });

  test("several stretches that changed are all cut, also where one walk over the samples passes more than one of them", async () => {
    // Six drives with 20 minutes between them: no long silence anywhere.
    const drives = Array.from({ length: 6 }, (_, at) =>
      drive({ startMs: startMs + at * 26 * minute, speeds: [...hump(90, 300), ...still(20)] }),
    );
    const late = (of: number) => (drives[of] ?? []).slice(60, 240);
    const whole = await createCar();
    await whole.upload(drives.flat());
    for (const [first, second] of [
      [0, 1],
      [0, 5],
      [2, 4],
    ] as const) {
      const car = await createCar();
      const missing = new Set([...late(first), ...late(second)]);
      await car.upload(drives.flat().filter((sample) => !missing.has(sample)));
      await car.store(late(second));
      await car.store(late(first));
      await car.cut(startMs + 30 * 24 * hour);
      expect(withoutHistory(await car.trips())).toEqual(withoutHistory(await whole.trips()));
      expect((await car.trips()).map(({ revision }) => revision)).toEqual(drives.map((_, at) => (at === first || at === second ? 2 : 1)));
    }
  });

  test("much is cut in several transactions: each leaves the rest noted, and all come to the same", async () => {
    const whole = await createCar();
    await whole.upload(day);
    const car = await createCar();
    await car.store(day);
    expect(
      await cutTrips({ db: database.orm, now: () => new Date(startMs + 30 * 24 * hour) }, car.vehicleId, {
        limits: { pageRows: 100, samplesPerCut: 100 },
      }),
    ).toHaveLength(1);
    expect((await car.trips()).length).toBeLessThan(3);
    expect((await car.ranges()).map(({ toAt }) => toAt.getTime())).toEqual([day.at(-1)?.atMs]);
    expect(await car.cutInParts({ pageRows: 100, samplesPerCut: 100 })).toBeGreaterThan(1);
    expect(await car.ranges()).toEqual([]);
    expect(withoutHistory(await car.trips())).toEqual(withoutHistory(await whole.trips()));
    await car.score();
    expect(await car.waitsForScore()).toBe(false);
  });

  test("an end that comes late frees what its trip had covered, also when the cut is done in parts", async () => {
    const first = drive({ startMs, speeds: hump(60, 60), ignition: true });
    const parked = Array.from({ length: 40 }, (_, at) => ({ atMs: startMs + 10 * minute + at * 30_000, speedKmh: 0 }));
    const second = drive({ startMs: startMs + 30 * minute, speeds: hump(60, 60) });
    const whole = await createCar();
    await whole.upload([...first, ...parked, ...second]);
    expect(await whole.trips()).toHaveLength(2);
    const car = await createCar();
    await car.upload([...first.slice(0, -1), ...parked, ...second]);
    expect(await car.trips()).toHaveLength(1);
    await car.store(first.slice(-1));
    await car.cutInParts({ pageRows: 40, samplesPerCut: 60 });
    expect(withoutHistory(await car.trips())).toEqual(withoutHistory(await whole.trips()));
  });

  test("trips whose samples are gone go too, however little is cut at a time", async () => {
    const car = await createCar();
    const second = await car.addDevice();
    // Every hour a drive; those of the second adapter lie between two of the first that are hours apart.
    const drives = Array.from({ length: 5 }, (_, at) => drive({ startMs: startMs + at * hour, speeds: hump(60, 300) }));
    await car.upload([drives[0] ?? [], drives[4] ?? []].flat());
    await car.upload(drives.slice(1, 4).flat(), undefined, second);
    expect(await car.trips()).toHaveLength(5);
    await database.orm.delete(deviceAssignments).where(eq(deviceAssignments.deviceId, second));
    await database.orm
      .insert(recutRanges)
      .values({ vehicleId: car.vehicleId, fromAt: new Date(startMs), toAt: new Date(startMs + 4 * hour) });
    await car.cutInParts({ pageRows: 11, samplesPerCut: 1 });
    expect((await car.trips()).map(({ startedAt }) => startedAt.getTime())).toEqual([startMs, startMs + 4 * hour]);
  });

  test("a speed sensor that flaps for half a day makes a trip with as many events as are stored, and the others counted", async () => {
    const car = await createCar();
    await car.upload(drive({ startMs, speeds: Array.from({ length: 12 * 3600 }, (_, second) => (second % 2 === 0 ? 0 : 150)) }));
    await car.score();
    const [trip, ...others] = await car.trips();
    expect(others).toEqual([]);
    expect(trip).toMatchObject({ sampleCount: 12 * 3600, hardBrakes: 7200, hardAccels: 7200 });
    const stored = await database.orm.$count(tripEvents, eq(tripEvents.tripId, trip?.id ?? 0));
    expect(stored).toBeLessThanOrEqual(7 * maxEventsOfKind);
    expect(trip?.omittedEvents).toBeGreaterThan(80_000);
    expect(JSON.stringify(trip?.evidence).length).toBeLessThan(500_000);
    const card = await database.orm.query.reportCards.findFirst({ where: eq(reportCards.tripId, trip?.id ?? 0) });
    expect(card?.receipts.length).toBeLessThan(4 * maxEvidenceOfKind);
  });

  test("two devices in one car make one trip of what both say", async () => {
    const whole = await createCar();
    await whole.upload(morning);
    const car = await createCar();
    const second = await car.addDevice();
    await car.upload(morning.map(({ atMs, speedKmh = 0 }) => ({ atMs, speedKmh })));
    await car.upload(
      morning.map(({ atMs, lat = 0, lon = 0 }) => ({ atMs, lat, lon })),
      undefined,
      second,
    );
    expect(withoutHistory(await car.trips())).toEqual(withoutHistory(await whole.trips()));
  });

  test("scores finished trips once and again only when they change", async () => {
    const car = await createCar();
    await car.upload(day);
    await car.score();
    const [trip] = await car.trips();
    const [card] = await database.orm
      .select()
      .from(reportCards)
      .where(eq(reportCards.tripId, trip?.id ?? 0));
    expect(card?.driveScore).toBeGreaterThan(50);
    const lost = (card?.receipts ?? []).filter((receipt) => receipt.part === "hbr").reduce((sum, receipt) => sum + receipt.points, 0);
    expect(lost + (card?.hbr ?? 0)).toBeCloseTo(20, 3);
    const scored = (await car.events()).filter((event) => event.type === "trip.scored");
    await car.upload(day);
    await car.score();
    expect((await car.events()).filter((event) => event.type === "trip.scored")).toHaveLength(scored.length);
  });
});
