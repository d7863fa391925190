import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { type DriveMoment, DriveWalk } from "./drive-walk.ts";
import { DriveWatch, findUnsettled, hasDriveNews, leadMs, newsMs, settledMs } from "./drive-watch.ts";
import { createDriveState, type DriveMemory } from "./memory.ts";

const startMs = Date.parse("2026-06-01T12:00:00Z");
const rules = { engineStopsWhileDriving: false };
const minute = 60_000;

interface Arrival {
  nowMs: number;
  samples: Sample[];
}

interface Told {
  nowMs: number;
  moment: DriveMoment;
}

/** A server that looks at a car's drive with each upload, as the job does. */
class Server {
  readonly told: Told[] = [];
  readonly #stored: Sample[] = [];
  memory: DriveMemory | null = null;

  receive({ nowMs, samples }: Arrival): void {
    this.#stored.push(...samples);
    const moments = samples.map(({ atMs }) => atMs);
    const changed = [{ fromMs: Math.min(...moments), toMs: Math.max(...moments) }];
    const unsettledMs = findUnsettled(changed, nowMs);
    if (this.memory && unsettledMs !== null && this.memory.untilMs >= unsettledMs) this.memory = { ...this.memory, state: null };
    if (hasDriveNews(changed, nowMs)) this.look(nowMs);
  }

  look(nowMs: number): void {
    const watch = new DriveWatch(this.memory, nowMs, rules);
    const columns = toColumns(this.#stored.filter(({ atMs }) => atMs > watch.afterMs));
    watch.add(columns, new Float64Array(columns.length).fill(7));
    const { news, memory } = watch.finish();
    // What is remembered goes through the database as JSON.
    this.memory = JSON.parse(JSON.stringify(memory));
    this.told.push(...news.map((moment) => ({ nowMs, moment })));
  }
}

function toldOf(arrivals: readonly Arrival[]): DriveMoment[] {
  const server = new Server();
  for (const arrival of arrivals) server.receive(arrival);
  return server.told.map(({ moment }) => moment);
}

/** What one walk over all samples finds. */
function walkAll(samples: readonly Sample[]): DriveMoment[] {
  const columns = toColumns(samples);
  const walk = new DriveWalk(createDriveState(), rules);
  for (let i = 0; i < columns.length; i++) walk.step(columns, i, 7);
  return walk.found.toSorted((a, b) => a.atMs - b.atMs);
}

const brief = ({ type, atMs, ...more }: DriveMoment) => `${type} ${atMs} ${"limitMph" in more ? more.limitMph : ""}`;

/** Some minutes of stops, town and motorway with every kind of event, the ignition reported or not, with and without fixes. */
const drives = fc
  .record({
    legs: fc.array(fc.record({ kmh: fc.constantFrom(0, 30, 50, 100, 113, 122, 131), s: fc.integer({ min: 1, max: 90 }) }), {
      minLength: 1,
      maxLength: 9,
    }),
    stepKmh: fc.constantFrom(3, 9, 14, 40),
    reports: fc.boolean(),
    rpm: fc.boolean(),
    fixEveryS: fc.constantFrom(1, 7, 1e9),
    stepS: fc.constantFrom(1, 2, 5),
  })
  .map(({ legs, stepKmh, reports, rpm, fixEveryS, stepS }) => {
    let speedKmh = 0;
    const samples: Sample[] = [];
    const speeds = legs.flatMap(({ kmh, s }) => Array.from({ length: s }, () => kmh));
    for (const [second, kmh] of speeds.entries()) {
      speedKmh += Math.max(-stepKmh, Math.min(stepKmh, kmh - speedKmh));
      if (second % stepS !== 0) continue;
      samples.push({
        atMs: startMs + second * 1000,
        speedKmh,
        ...(reports && { ignition: speedKmh > 0 || second % 200 < 60 }),
        ...(rpm && { rpm: speedKmh > 0 ? 1500 : 0 }),
        ...(second % fixEveryS === 0 && { lat: 48 + second * 1e-5, lon: 16 }),
      });
    }
    return samples;
  });

/** Uploads in order of time, each of up to four minutes, up to half a minute after its last sample. */
const inOrder = drives.chain((samples) =>
  fc.infiniteStream(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(30_000))).map((cuts) => {
    const arrivals: Arrival[] = [];
    for (let from = 0, nowMs = 0; from < samples.length; ) {
      const [count, lateMs] = cuts.next().value as [number, number];
      const part = samples.slice(from, from + count);
      nowMs = Math.max(nowMs, (part.at(-1)?.atMs ?? 0) + lateMs);
      arrivals.push({ nowMs, samples: part });
      from += count;
    }
    return { samples, arrivals };
  }),
);

/** Each sample comes by itself or with others, in any order, up to `latestMs` late: five minutes at most. */
const shuffled = fc.tuple(drives, fc.constantFrom(minute, 150_000, newsMs)).chain(([samples, latestMs]) =>
  fc.infiniteStream(fc.integer({ min: 0, max: latestMs })).map((delays) => {
    const byTime = new Map<number, Sample[]>();
    for (const sample of samples) {
      // Every ten seconds, so that some come together, as uploads bring them.
      const arrivesMs = Math.max(sample.atMs, Math.floor((sample.atMs + (delays.next().value as number)) / 10_000) * 10_000);
      byTime.set(arrivesMs, [...(byTime.get(arrivesMs) ?? []), sample]);
    }
    const arrivals = [...byTime].sort(([a], [b]) => a - b).map(([nowMs, part]) => ({ nowMs, samples: part }));
    return { samples, arrivals, latestMs };
  }),
);

describe("a drive is told", () => {
  test("as one walk over all of it finds it, however it is divided into uploads", () => {
    fc.assert(
      fc.property(inOrder, ({ samples, arrivals }) => {
        const found = walkAll(samples);
        expect(toldOf(arrivals).map(brief).toSorted()).toEqual(withoutNearLocations(found).map(brief).toSorted());
      }),
    );
  });

  test("once, however its samples are shuffled within five minutes", () => {
    fc.assert(
      fc.property(shuffled, ({ samples, arrivals, latestMs }) => {
        const told = toldOf(arrivals);
        const found = walkAll(samples);
        // An ignition that is inferred from samples some of which are still missing may seem to have been off for a while.
        const exact = samples[0]?.ignition !== undefined;
        for (const type of ["drive.ignition_on", "drive.ignition_off", "drive.speeding"] as const) {
          const toldOnes = told.filter((moment) => moment.type === type);
          let times = 0;
          for (const moment of found.filter((each) => each.type === type)) {
            const ofThis = toldOnes.filter((other) => isSame(moment, other)).length;
            times += ofThis;
            // Of two of which it turns out too late that they were two, one was told.
            const endsMs = Number.isFinite(moment.sameToMs) ? moment.sameToMs + 1 : moment.atMs;
            if (endsMs - moment.atMs + latestMs <= newsMs) expect(ofThis).toBeGreaterThan(0);
            if (exact || type === "drive.speeding") expect(ofThis).toBeLessThan(2);
          }
          if (exact || type === "drive.speeding") expect(toldOnes).toHaveLength(times);
        }
      }),
    );
  });

  test("shuffled, without two brakes within the dead time, or a location that goes back", () => {
    fc.assert(
      fc.property(shuffled, ({ arrivals }) => {
        const told = toldOf(arrivals);
        for (const type of ["drive.hard_brake", "drive.hard_accel"]) {
          const moments = told.filter((moment) => moment.type === type).map(({ atMs }) => atMs);
          const gaps = moments.toSorted((a, b) => a - b).map((atMs, i, all) => (i === 0 ? minute : atMs - (all[i - 1] ?? 0)));
          expect(gaps.every((gapMs) => gapMs > 5000)).toBe(true);
        }
        const locations = told.filter(({ type }) => type === "drive.location").map(({ atMs }) => atMs);
        expect(locations).toEqual(locations.toSorted((a, b) => a - b));
      }),
    );
  });

  test("with nothing that is older than five minutes, and nothing twice", () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 400_000 }), ({ arrivals }, laterMs) => {
        const server = new Server();
        for (const { nowMs, samples } of arrivals) {
          server.receive({ nowMs: nowMs + laterMs, samples });
          server.receive({ nowMs: nowMs + laterMs, samples });
        }
        expect(server.told.every(({ nowMs, moment }) => nowMs - moment.atMs <= newsMs)).toBe(true);
        expect(new Set(server.told.map(({ moment }) => brief(moment))).size).toBe(server.told.length);
      }),
    );
  });
});

/** Told one after another, a location within half a minute of the one before is no news: another drive has begun. */
function withoutNearLocations(found: readonly DriveMoment[]): DriveMoment[] {
  let lastMs = Number.NEGATIVE_INFINITY;
  return found.filter(({ type, atMs, sameFromMs }) => {
    if (type !== "drive.location") return true;
    if (lastMs >= sameFromMs) return false;
    lastMs = atMs;
    return true;
  });
}

function isSame(moment: DriveMoment, told: DriveMoment): boolean {
  const limits = [moment, told].map((each) => (each.type === "drive.speeding" ? each.limitMph : 0));
  return told.atMs >= moment.sameFromMs && told.atMs <= moment.sameToMs && limits[0] === limits[1];
}

describe("a moment", () => {
  const on = (atMs: number): Sample => ({ atMs, ignition: true, speedKmh: 120 });

  test("that is five minutes old is told, one that is older is not", () => {
    expect(toldOf([{ nowMs: startMs + newsMs, samples: [on(startMs)] }]).map(({ type }) => type)).toContain("drive.ignition_on");
    expect(toldOf([{ nowMs: startMs + newsMs + 1000, samples: [on(startMs)] }])).toEqual([]);
  });

  test("of a car that was fast already is none", () => {
    const samples = Array.from({ length: 1200 }, (_, second) => on(startMs + second * 1000));
    expect(toldOf([{ nowMs: startMs + 1_200_000, samples }])).toEqual([]);
  });

  test("is the same when what is remembered was lost in between", () => {
    const samples = Array.from({ length: 1200 }, (_, second) => ({ ...on(startMs + second * 1000), speedKmh: second > 1000 ? 100 : 120 }));
    const server = new Server();
    for (const sample of samples) server.receive({ nowMs: sample.atMs, samples: [sample] });
    const told = server.told.length;
    server.receive({ nowMs: startMs + 1_201_000, samples: [on(startMs + 500_500), on(startMs + 1_201_000)] });
    expect(server.told.slice(told).map(({ moment }) => moment.type)).toEqual(["drive.speeding"]);
  });

  test("of silence is told when its time has come, once", () => {
    const server = new Server();
    server.receive({ nowMs: startMs, samples: [{ atMs: startMs, speedKmh: 50 }] });
    for (const seconds of [60, 301, 302, 361, 700, 1200]) server.look(startMs + seconds * 1000);
    expect(server.told.map(({ moment }) => [moment.type, moment.atMs - startMs])).toEqual([
      ["drive.ignition_on", 0],
      ["drive.ignition_off", newsMs],
    ]);
  });
});

test("what is remembered stays small and is looked at again for some minutes only", () => {
  const server = new Server();
  for (let second = 0; second < 3 * 3600; second += 10) {
    const atMs = startMs + second * 1000;
    server.receive({ nowMs: atMs, samples: [{ atMs, ignition: true, speedKmh: second % 60 === 0 ? 131 : 50, lat: 48, lon: 16 }] });
  }
  const nowMs = startMs + 3 * 3600 * 1000 - 10_000;
  expect(nowMs - (server.memory?.untilMs ?? 0)).toBeLessThanOrEqual(settledMs + 10_000);
  expect(JSON.stringify(server.memory).length).toBeLessThan(6000);
});

test("what comes late unsettles what is remembered, as long as it may matter", () => {
  const at = (fromMinutes: number, toMinutes: number) => ({ fromMs: startMs - fromMinutes * minute, toMs: startMs - toMinutes * minute });
  expect(findUnsettled([at(5, 0)], startMs)).toBeNull();
  expect(findUnsettled([at(30_000, 300), at(20, 10), at(40, 0)], startMs)).toBe(startMs - 40 * minute);
  expect(findUnsettled([at(300, 67)], startMs)).toBeNull();
});

test("a look that finds no state goes back over an hour", () => {
  expect(new DriveWatch(null, startMs, rules).afterMs).toBe(startMs - leadMs);
  const { memory } = new DriveWatch(null, startMs, rules).finish();
  expect(new DriveWatch(memory, startMs + minute, rules).afterMs).toBe(startMs - leadMs + minute);
});
