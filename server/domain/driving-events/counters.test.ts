import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { toColumns } from "#server/domain/telemetry/sample.ts";
import { pickSpeedSeries, toSpeedGrid } from "#server/domain/trips/speed-series.ts";
import { pairSpeedChanges } from "./changes.ts";
import { countHardEvents, countSeconds, findSpeeding } from "./counters.ts";

function read(samples: readonly (readonly [second: number, kmh: number])[]) {
  const columns = toColumns(samples.map(([second, speedKmh]) => ({ atMs: second * 1000, speedKmh })));
  const last = columns.length - 1;
  const series = pickSpeedSeries(columns, cleanSpeed(columns), { first: 0, last, endReason: "silence", silenceMs: 0 });
  return { series, grid: toSpeedGrid(series), changes: pairSpeedChanges(series) };
}

const at1Hz = (speeds: readonly number[]) => read(speeds.map((kmh, second) => [second, kmh] as const));

/** The published rule, written as plainly as it is told. */
function naiveHardEvents(speeds: readonly number[]) {
  let lastBrake = Number.NEGATIVE_INFINITY;
  let lastAccel = Number.NEGATIVE_INFINITY;
  const events: string[] = [];
  for (let second = 1; second < speeds.length; second++) {
    const change = (speeds[second] ?? 0) - (speeds[second - 1] ?? 0);
    if (change < -11 && second - lastBrake > 5) {
      lastBrake = second;
      events.push(`hard_brake ${second}`);
    }
    if (change > 11 && second - lastAccel > 5) {
      lastAccel = second;
      events.push(`hard_accel ${second}`);
    }
  }
  return events;
}

describe("hard events", () => {
  test("exactly 11 km/h in a second is none, more is one", () => {
    const count = (drop: number) => {
      const { series, changes } = at1Hz([50, 50, 50 - drop, 50 - drop]);
      return countHardEvents(series, changes).length;
    };
    expect(count(11)).toBe(0);
    expect(count(11.001)).toBe(1);
  });

  test("follow the published rule to the letter", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120), { minLength: 2, maxLength: 200 }), (speeds) => {
        const { series, changes } = at1Hz(speeds);
        expect(countHardEvents(series, changes).map(({ kind, atMs }) => `${kind} ${atMs / 1000}`)).toEqual(naiveHardEvents(speeds));
      }),
    );
  });

  test("only pairs of samples 0.5 to 2 s apart count, by the real interval", () => {
    const kinds = (samples: [number, number][]) => {
      const { series, changes } = read(samples);
      return countHardEvents(series, changes).map((event) => event.kind);
    };
    expect(
      kinds([
        [0, 60],
        [2, 30],
      ]),
    ).toEqual(["hard_brake"]);
    expect(
      kinds([
        [0, 60],
        [2, 39],
      ]),
    ).toEqual([]);
    expect(
      kinds([
        [0, 60],
        [2.5, 0],
      ]),
    ).toEqual([]);
    expect(
      kinds([
        [0, 60],
        [0.1, 58],
        [0.2, 56],
        [0.3, 55],
        [0.4, 54],
        [0.5, 53],
      ]),
    ).toEqual(["hard_brake"]);
  });
});

describe("seconds", () => {
  test("standing and moving whole seconds add up to the recorded ones", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 100 }), (speeds) => {
        const { movingS, idlingS } = countSeconds(at1Hz(speeds).grid, () => false);
        expect(movingS + idlingS).toBe(speeds.length);
      }),
    );
  });

  test("gaps are not counted", () => {
    const { grid } = read([
      [0, 0],
      [1, 0],
      [2, 0],
      [100, 0],
      [101, 0],
    ]);
    expect(countSeconds(grid, () => false).idlingS).toBe(5);
  });

  test("samples between whole seconds are drawn as straight lines", () => {
    const { grid } = read([
      [0.5, 10],
      [1.5, 20],
      [2.5, 30],
    ]);
    expect(Array.from(grid.kmh.subarray(0, grid.length))).toEqual([15, 25]);
  });
});

describe("speeding", () => {
  test("an event per limit, armed again 5 mph below", () => {
    const events = findSpeeding(at1Hz([100, 114, 110, 114, 106, 114, 104, 114, 122, 100]).grid);
    expect(events.map(({ limitMph, from, to }) => [limitMph, from, to])).toEqual([
      [70, 1, 5],
      [70, 7, 8],
      [75, 8, 8],
    ]);
  });
});
