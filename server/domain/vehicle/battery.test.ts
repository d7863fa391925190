import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowBatteryV } from "./activity.ts";
import { batteryHealth, restingHealthPct } from "./battery.ts";
import type { VehicleSignals } from "./state.ts";

const hour = 3_600_000;
const parked = (volts: number): VehicleSignals => ({ batteryV: { value: volts, atMs: 5 * hour }, ignition: { value: false, atMs: hour } });

describe("the health of the 12 V battery", () => {
  test.each([
    [12.8, 100, "good"],
    [12.65, 100, "good"],
    [12.55, 88, "good"],
    [12.3, 57, "fair"],
    [12.1, 31, "weak"],
    [11.89, 0, "empty"],
    [9, 0, "empty"],
  ])("at rest %s V are %s per cent, %s", (volts, healthPct, state) => {
    expect(batteryHealth(parked(volts))).toEqual({ volts, atMs: 5 * hour, healthPct, state });
  });

  test("is hidden while the engine runs or a charger works", () => {
    const driving: VehicleSignals = { batteryV: { value: 12.9, atMs: hour }, ignition: { value: true, atMs: hour } };
    expect(batteryHealth(driving)).toMatchObject({ healthPct: null, state: "charging" });
    expect(batteryHealth({ ...driving, batteryV: { value: 12.2, atMs: hour } })).toMatchObject({ healthPct: null, state: "not_charging" });
    expect(batteryHealth(parked(13.6))).toMatchObject({ healthPct: null, state: "charging" });
  });

  test("measured before the ignition went off is no rest", () => {
    const signals: VehicleSignals = { batteryV: { value: 12.6, atMs: hour - 1 }, ignition: { value: false, atMs: hour } };
    expect(batteryHealth(signals)?.healthPct).toBeNull();
  });

  test("without ignition, engine speed and movement tell whether the car rests", () => {
    const battery = { batteryV: { value: 12.65, atMs: hour } };
    expect(batteryHealth({ ...battery, rpm: { value: 800, atMs: hour - 1000 } })?.healthPct).toBeNull();
    expect(batteryHealth({ ...battery, rpm: { value: 0, atMs: hour } })?.healthPct).toBe(100);
    expect(batteryHealth({ ...battery, moved: { value: true, atMs: hour - 1000 } })?.healthPct).toBeNull();
    expect(batteryHealth({ ...battery, moved: { value: true, atMs: 0 } })?.healthPct).toBe(100);
    expect(batteryHealth(battery)?.healthPct).toBe(100);
  });

  test("is unknown where no voltage was ever reported", () => {
    expect(batteryHealth(null)).toBeNull();
    expect(batteryHealth({})).toBeNull();
  });

  test("rises with the voltage, from 0 to 100, and what alerts call low is nearly empty", () => {
    const volts = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(volts, volts, (a, b) => {
        const [low, high] = [restingHealthPct(Math.min(a, b)), restingHealthPct(Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
    expect(restingHealthPct(lowBatteryV)).toBeLessThan(5);
  });
});
