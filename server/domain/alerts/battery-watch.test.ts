import fc from "fast-check";
import { expect, test } from "vitest";
import { findLowBattery } from "#server/domain/health/battery.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { mergeSamples } from "#server/domain/vehicles/state.ts";
import { BatteryWatch } from "./battery-watch.ts";
import type { RuleOf } from "./occurrence.ts";

const startMs = Date.UTC(2026, 2, 1, 12);
const rule: RuleOf<"low_battery"> = {
  ...{ id: 1, severity: "warning" as const, cooldownS: 86_400, maxAgeS: 86_400, email: false, push: false },
  kind: "low_battery",
  params: { belowV: 11.9 },
};

/** One reading a minute. */
function watch(readings: (Partial<Sample> & { batteryV?: number })[]) {
  const battery = new BatteryWatch(rule, 7);
  battery.add(toColumns(readings.map((reading, at) => ({ atMs: startMs + at * 60_000, ...reading }))));
  return battery.finish();
}
const volts = (...values: number[]) => values.map((batteryV) => ({ batteryV }));

test("a battery that stays low at rest is one low with its lowest reading", () => {
  expect(watch(volts(12.4, 11.8, 11.9, 11.61, 12.1, 11.7))).toMatchObject([
    { atMs: startMs + 60_000, endedAtMs: startMs + 5 * 60_000, facts: { batteryV: 11.61 } },
  ]);
  expect(watch(volts(11.8, 11.7, 12.3, 11.8, 11.7))).toHaveLength(2);
});

test("a starter that draws it down for a moment is none; a low reading after which nothing comes is one", () => {
  expect(watch(volts(12.4, 9.8, 14.1))).toEqual([]);
  expect(watch(volts(12.4, 11.2))).toHaveLength(1);
});

test("only with the engine off: by ignition, which holds until it is said anew, rpm or speed", () => {
  expect(watch([{ ignition: true }, ...volts(11.2, 11.2)])).toEqual([]);
  expect(watch([{ ignition: true }, { ignition: false }, ...volts(11.2, 11.2)])).toHaveLength(1);
  expect(watch(volts(11.2, 11.2).map((each) => ({ ...each, rpm: 800 })))).toEqual([]);
  expect(watch(volts(11.2, 11.2).map((each) => ({ ...each, speedKmh: 30 })))).toEqual([]);
  expect(watch(volts(11.2, 11.2).map((each) => ({ ...each, rpm: 0, speedKmh: 0 })))).toHaveLength(1);
});

/** One reading a second. */
function watchSeconds(readings: readonly Partial<Sample>[]) {
  const samples = readings.map((reading, at) => ({ atMs: startMs + at * 1000, ...reading }));
  const battery = new BatteryWatch(rule, 7);
  battery.add(toColumns(samples));
  return { alerts: battery.finish().length, shown: findLowBattery(mergeSamples({}, samples)) !== null };
}

test("a starter reported second by second is none, whether or not anything else is reported, and the screens say the same", () => {
  const cranking = [...volts(12.4, 12.4), ...volts(10.9, 9.8, 10.4)];
  expect(watchSeconds(cranking)).toEqual({ alerts: 0, shown: false });
  expect(watchSeconds([...cranking, ...volts(13.9, 14.1)])).toEqual({ alerts: 0, shown: false });
  expect(watchSeconds(cranking.map((each) => ({ ...each, ignition: true })))).toEqual({ alerts: 0, shown: false });
  expect(watchSeconds(volts(10.9).map((each) => ({ ...each, rpm: 220 })))).toEqual({ alerts: 0, shown: false });
});

test("the alert and the screens agree on whatever is reported last", () => {
  const sample = fc.record(
    {
      batteryV: fc.constantFrom(9.8, 10.9, 11.7, 11.9, 12.5, 14.1),
      ignition: fc.boolean(),
      rpm: fc.constantFrom(0, 220, 800),
      speedKmh: fc.constantFrom(0, 2, 30),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 12 }), fc.constantFrom(1000, 20_000, 600_000), (readings, everyMs) => {
      const samples = readings.map((reading, at) => ({ atMs: startMs + at * everyMs, ...reading }));
      const battery = new BatteryWatch(rule, 7);
      battery.add(toColumns(samples));
      const newest = samples.findLast(({ batteryV }) => batteryV !== undefined);
      const after = samples.at(-1);
      fc.pre(newest !== undefined && newest === after);
      const isAlerted = battery.finish().some(({ endedAtMs }) => endedAtMs === newest?.atMs);
      expect(isAlerted).toBe(findLowBattery(mergeSamples({}, samples)) !== null);
    }),
  );
});
