import { describe, expect, test } from "vitest";
import { mphToKmh } from "#server/domain/driving-events/counters.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { type DriveMoment, DriveWalk } from "./drive-walk.ts";
import { createDriveState } from "./memory.ts";

const minute = 60_000;

/** Walks over samples given by second; `untilS`: silence follows until then. */
function walk(samples: readonly (Partial<Sample> & { s: number })[], options: { electric?: boolean; untilS?: number } = {}) {
  const columns = toColumns(samples.map(({ s, ...sample }) => ({ ...sample, atMs: s * 1000 })));
  const drive = new DriveWalk(createDriveState(), { engineStopsWhileDriving: options.electric ?? false });
  for (let i = 0; i < columns.length; i++) drive.step(columns, i, 7);
  if (options.untilS !== undefined) drive.passTime(options.untilS * 1000);
  return drive.found;
}

const perSecond = (speeds: readonly number[], more: Partial<Sample> = {}, fromS = 0) =>
  speeds.map((speedKmh, second) => ({ s: fromS + second, speedKmh, ...more }));
const held = (seconds: number, kmh: number) => Array.from({ length: seconds }, () => kmh);
const brief = (found: readonly DriveMoment[], type?: DriveMoment["type"]) =>
  found.filter((moment) => type === undefined || moment.type === type).map(({ type: of, atMs }) => `${of.slice(6)} ${atMs / 1000}`);

describe("ignition that is reported", () => {
  test("turns a car on and off once, however often it is said", () => {
    const on = (s: number, ignition: boolean) => ({ s, ignition });
    expect(brief(walk([on(0, false), on(1, true), on(2, true), on(90, false), on(91, false), on(500, true)]))).toEqual([
      "ignition_on 1",
      "ignition_off 90",
      "ignition_on 500",
    ]);
  });

  test("outweighs a standing engine and a silence up to an hour", () => {
    const standing = Array.from({ length: 200 }, (_, i) => ({ s: 1 + i, rpm: 0, speedKmh: 0 }));
    const found = walk([{ s: 0, ignition: true }, ...standing, { s: 3700, rpm: 0 }]);
    expect(brief(found)).toEqual(["ignition_on 0"]);
    expect(brief(walk([{ s: 0, ignition: true }], { untilS: 3601 }))).toEqual(["ignition_on 0", "ignition_off 3600"]);
  });

  test("a receiver that drifts does not turn on what was reported off, the car's own speed does", () => {
    const off = [{ s: 0, ignition: false }];
    expect(walk([...off, { s: 1, gpsSpeedKmh: 9 }, { s: 2, rpm: 800 }])).toEqual([]);
    expect(brief(walk([...off, { s: 2, speedKmh: 9 }]))).toEqual(["ignition_on 2"]);
  });
});

describe("ignition that is not reported", () => {
  test.each([
    ["a running engine", { rpm: 800 }],
    ["the car's speed", { speedKmh: 4 }],
    ["the receiver's speed", { gpsSpeedKmh: 12 }],
  ])("%s turns a car on", (_, sample) => {
    const standing = { s: 0, speedKmh: 0, rpm: 0 };
    expect(brief(walk([standing, { s: 20, ...sample }, { s: 21, ...sample }]))).toEqual(["ignition_on 20"]);
  });

  test("a receiver that drifts by less than a walk does not", () => {
    expect(walk([{ s: 0, gpsSpeedKmh: 2.9, lat: 48, lon: 16 }])).toEqual([]);
  });

  test("positions alone do, five seconds apart", () => {
    const north = Array.from({ length: 12 }, (_, s) => ({ s, lat: 48 + s * 1e-4, lon: 16 }));
    expect(brief(walk(north), "drive.ignition_on")).toEqual(["ignition_on 5"]);
  });

  test("an engine that stands for a minute turns it off, a shorter stop does not", () => {
    const stop = (seconds: number) => [
      ...perSecond(held(10, 50), { rpm: 1500 }),
      ...perSecond(held(seconds, 0), { rpm: 0 }, 10),
      ...perSecond(held(5, 30), { rpm: 1500 }, 10 + seconds),
    ];
    const switched = (seconds: number, electric = false) =>
      brief(walk(stop(seconds), { electric })).filter((each) => each.startsWith("ignition"));
    expect(switched(60)).toEqual(["ignition_on 0"]);
    expect(switched(61)).toEqual(["ignition_on 0", "ignition_off 70", "ignition_on 71"]);
    expect(switched(61, true)).toEqual(["ignition_on 0"]);
  });

  test("without rpm, standing for longer than ends a trip does", () => {
    const rest = Array.from({ length: 70 }, (_, i) => ({ s: 10 + i * 10, gpsSpeedKmh: 0 }));
    expect(brief(walk([{ s: 0, gpsSpeedKmh: 40 }, ...rest]))).toEqual(["ignition_on 0", "ignition_off 620"]);
  });

  test("five minutes of silence do, and the next sample turns it on again", () => {
    expect(brief(walk([{ s: 0, speedKmh: 40 }], { untilS: 300 }))).toEqual(["ignition_on 0"]);
    expect(brief(walk([{ s: 0, speedKmh: 40 }], { untilS: 301 }))).toEqual(["ignition_on 0", "ignition_off 300"]);
    expect(
      brief(
        walk([
          { s: 0, speedKmh: 40 },
          { s: 400, speedKmh: 40 },
        ]),
      ),
    ).toEqual(["ignition_on 0", "ignition_off 300", "ignition_on 400"]);
  });
});

describe("speeding", () => {
  const passed = (speeds: readonly number[]) =>
    walk(perSecond(speeds)).flatMap((each) => (each.type === "drive.speeding" ? [[each.atMs / 1000, each.limitMph, each.speedKmh]] : []));

  test("is told once for each limit that is passed, with the speed then", () => {
    expect(passed([100, 112, 113, 119, 121, 128, 129, 140, 129])).toEqual([
      [2, 70, 113],
      [4, 75, 121],
      [6, 80, 129],
    ]);
    expect(passed([100, 140])).toEqual([70, 75, 80].map((limitMph) => [1, limitMph, 140]));
  });

  test("exactly at a limit is not above it", () => {
    expect(passed([100, mphToKmh(70)])).toEqual([]);
  });

  test("a limit is armed again five miles per hour below", () => {
    expect(passed([113, 106, 113, 105, 113]).map(([at]) => at)).toEqual([0]);
    expect(passed([113, 104, 113]).map(([at]) => at)).toEqual([0, 2]);
  });

  test("a gap in a drive arms nothing, a new drive does", () => {
    const fast = (s: number) => ({ s, speedKmh: 115 });
    expect(brief(walk([fast(0), fast(290)]), "drive.speeding")).toEqual(["speeding 0"]);
    expect(brief(walk([fast(0), fast(301)]), "drive.speeding")).toEqual(["speeding 0", "speeding 301"]);
  });
});

describe("brakes and accelerations", () => {
  const hard = (samples: Parameters<typeof walk>[0]) =>
    walk(samples).flatMap((each) => ("gForce" in each ? [`${each.type.slice(6)} ${each.atMs / 1000} ${each.gForce.toFixed(3)}`] : []));

  test("are changes of more than 11 km/h in a second", () => {
    expect(hard(perSecond([50, 50, 39, 39]))).toEqual([]);
    expect(hard(perSecond([50, 50, 38, 38]))).toEqual(["hard_brake 2 0.340"]);
    expect(hard(perSecond([50, 50, 62, 62]))).toEqual(["hard_accel 2 0.340"]);
  });

  test("are measured over the time between two samples, up to two seconds", () => {
    const pair = (seconds: number) => [
      { s: 0, speedKmh: 80 },
      { s: seconds, speedKmh: 50 },
    ];
    expect(hard(pair(2))).toEqual(["hard_brake 2 0.425"]);
    expect(hard(pair(2.1))).toEqual([]);
    expect(hard(pair(3))).toEqual([]);
  });

  test("within five seconds of one that was told are disregarded, each kind for itself", () => {
    const speeds = [90, 70, 70, 90, 70, 70, 50, 50];
    expect(hard(perSecond(speeds)).map((each) => each.slice(0, -6))).toEqual(["hard_brake 1", "hard_accel 3"]);
    expect(hard(perSecond([90, 70, 70, 70, 70, 70, 70, 50])).map((each) => each.slice(0, -6))).toEqual(["hard_brake 1", "hard_brake 7"]);
  });

  test("of two kinds of speed are not compared", () => {
    expect(
      hard([
        { s: 0, speedKmh: 50 },
        { s: 1, gpsSpeedKmh: 80 },
        { s: 2, speedKmh: 50 },
      ]),
    ).toEqual([]);
    expect(
      hard([
        { s: 0, gpsSpeedKmh: 50 },
        { s: 1, speedKmh: 80 },
      ]),
    ).toEqual([]);
    expect(
      hard([
        { s: 0, gpsSpeedKmh: 50 },
        { s: 1, gpsSpeedKmh: 80 },
      ]),
    ).toEqual(["hard_accel 1 0.850"]);
  });

  test("do not happen to a car that is off", () => {
    expect(
      walk([
        { s: 0, ignition: false, speedKmh: 90 },
        { s: 1, ignition: false, speedKmh: 50 },
      ]),
    ).toEqual([]);
  });
});

describe("the location", () => {
  const fix = { lat: 48.2, lon: 16.4, accuracyM: 5 };

  test("is told at the first fix of a drive and each minute of it", () => {
    const drive = Array.from({ length: 200 }, (_, s) => ({ s, speedKmh: 10, ...(s >= 20 && fix) }));
    expect(brief(walk(drive), "drive.location")).toEqual(["location 20", "location 80", "location 140"]);
  });

  test("is not told of a car at rest, nor of a fix that cannot be believed", () => {
    expect(
      walk([
        { s: 0, speedKmh: 0, ...fix },
        { s: 100, speedKmh: 0, ...fix },
      ]),
    ).toEqual([]);
    expect(brief(walk([{ s: 0, speedKmh: 50, ...fix, accuracyM: 500 }]))).toEqual(["ignition_on 0"]);
  });

  test("stands in every event that happens within two minutes of a fix", () => {
    const [at, after] = walk([
      { s: 0, speedKmh: 0, ...fix },
      { s: 120, rpm: 900 },
      { s: 121, ignition: false },
    ]);
    expect(at).toMatchObject({ type: "drive.ignition_on", deviceId: 7, place: { ...fix, atMs: 0 } });
    expect(after).toMatchObject({ type: "drive.ignition_off", place: null });
  });

  test("of a car that fell silent is the one before it did", () => {
    const off = walk([{ s: 0, speedKmh: 50, ...fix }], { untilS: 10 * 60 }).at(-1);
    expect(off).toMatchObject({ type: "drive.ignition_off", atMs: 5 * minute, place: { atMs: 0 } });
  });
});
