import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { drive, hump, still } from "./fixtures/drive.ts";
import { nothingBefore, type SegmentStart, segmentTrips } from "./segment.ts";

const startMs = Date.UTC(2026, 2, 2, 8);

/** Trips as [first second, last second, reason]. */
function segment(samples: readonly Sample[], options: { hybrid?: boolean; start?: SegmentStart } = {}) {
  const columns = toColumns(samples);
  const { spans } = segmentTrips({
    columns,
    speed: cleanSpeed(columns),
    rules: { engineStopsWhileDriving: options.hybrid ?? false },
    start: options.start ?? nothingBefore,
    followedBy: "nothing",
  });
  const second = (i: number) => ((columns.atMs[i] ?? 0) - startMs) / 1000;
  return spans.map(({ first, last, endReason }) => [second(first), second(last), endReason]);
}

const at = (second: number) => startMs + second * 1000;
/** A drive of 121 s: 50 km/h and back to rest. */
const short = hump(50, 101);

describe("without ignition", () => {
  test("a silence of 300 s stays inside a trip, a longer one ends it", () => {
    const second = (gapS: number) => drive({ startMs: at(short.length - 1 + gapS), speeds: short });
    expect(segment([...drive({ startMs, speeds: short }), ...second(300)])).toEqual([[0, 540, "last_sample"]]);
    expect(segment([...drive({ startMs, speeds: short }), ...second(301)])).toEqual([
      [0, 120, "silence"],
      [421, 541, "last_sample"],
    ]);
  });

  test("standing before the first movement is left out, standing at the end is kept", () => {
    expect(segment(drive({ startMs, speeds: [...still(50), ...short.slice(1), ...still(40)] }))).toEqual([[49, 209, "last_sample"]]);
  });

  test("a recording that begins in motion begins the trip", () => {
    expect(segment(drive({ startMs, speeds: still(60, 50) }))).toEqual([[0, 59, "last_sample"]]);
  });

  test("standing for more than 600 s ends a trip where it came to rest", () => {
    expect(segment(drive({ startMs, speeds: [...short, ...still(599), ...short] }))).toHaveLength(1);
    expect(segment(drive({ startMs, speeds: [...short, ...still(600), ...short] }))).toEqual([
      [0, 120, "standing"],
      [721, 841, "last_sample"],
    ]);
  });

  test("standing with the engine on never ends a trip", () => {
    const speeds = [...short, ...still(2000), ...short];
    expect(segment(drive({ startMs, speeds, rpm: () => 800 }))).toHaveLength(1);
  });

  test("a standing engine ends a trip after 300 s, but not a hybrid's", () => {
    const speeds = [...short, ...still(400), ...short];
    const rpm = (kmh: number) => (kmh === 0 ? 0 : 1500);
    expect(segment(drive({ startMs, speeds, rpm }))[0]).toEqual([0, 120, "engine_off"]);
    expect(segment(drive({ startMs, speeds, rpm }), { hybrid: true })).toHaveLength(1);
    const startStop = [...short, ...still(250), ...short];
    expect(segment(drive({ startMs, speeds: startStop, rpm }))).toHaveLength(1);
  });

  test("the drift of a parked receiver is no driving", () => {
    const drift = Array.from({ length: 900 }, (_, s) => ({ atMs: at(s), gpsSpeedKmh: s % 3, lat: 52 + (s % 5) * 1e-6, lon: 13 }));
    expect(segment(drift)).toEqual([]);
  });

  test("positions alone tell driving from standing", () => {
    const speeds = [...still(100), ...hump(50, 300), ...still(700)];
    const samples = drive({ startMs, speeds, from: { lat: 52, lon: 13 } }).map(({ speedKmh: _speed, ...sample }) => sample);
    const [trip] = segment(samples);
    expect(trip?.[2]).toBe("standing");
    expect(Number(trip?.[1]) - Number(trip?.[0])).toBeGreaterThan(310);
    expect(Number(trip?.[1]) - Number(trip?.[0])).toBeLessThan(340);
  });
});

describe("with ignition", () => {
  test("a trip is one cycle from on to off, idling included", () => {
    const speeds = [...still(700), ...short, ...still(700)];
    const last = speeds.length - 1;
    expect(segment(drive({ startMs, speeds, ignition: true }))).toEqual([[0, last, "ignition_off"]]);
  });

  test("off ends a trip at once and on begins the next", () => {
    const second = drive({ startMs: at(200), speeds: short, ignition: true });
    expect(segment([...drive({ startMs, speeds: short, ignition: true }), ...second])).toEqual([
      [0, 120, "ignition_off"],
      [200, 320, "ignition_off"],
    ]);
  });

  test("a silence inside a cycle does not end it, one of more than an hour does", () => {
    const on = { atMs: startMs, ignition: true, speedKmh: 0 };
    const rest = (gapS: number) => drive({ startMs: at(1 + gapS), speeds: short, ignition: false });
    expect(segment([on, ...rest(3000)])).toHaveLength(1);
    expect(segment([on, ...rest(3700)])).toHaveLength(2);
  });

  test("after off only the car's own speed begins a trip whose on was lost", () => {
    const off = { atMs: at(-10), ignition: false };
    const gps = drive({ startMs, speeds: short }).map(({ atMs, speedKmh }) => ({ atMs, gpsSpeedKmh: speedKmh ?? 0 }));
    expect(segment([off, ...gps])).toEqual([]);
    expect(segment([off, ...drive({ startMs, speeds: short })])).toHaveLength(1);
  });

  test("taking up after a trip gives what one walk gives", () => {
    const first = drive({ startMs, speeds: short, ignition: true });
    const second = drive({ startMs: at(1000), speeds: [...still(20), ...short] });
    const start = { afterMs: at(120), ignitionOff: true };
    expect(segment(second, { start })).toEqual(segment([...first, ...second]).slice(1));
  });
});
