import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { batteryHealth, crankingMs, findLowBattery, lowBatteryV, restingHealthPct } from "./battery.ts";

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

describe("a starter", () => {
  const at = 10 * hour;
  const cranking = (signals: VehicleSignals): VehicleSignals => ({ batteryV: { value: 10.9, atMs: at }, ...signals });

  test.each<[string, VehicleSignals]>([
    ["with the ignition on", { ignition: { value: true, atMs: at - 2000 } }],
    ["with the ignition on and a slow engine", { ignition: { value: true, atMs: at }, rpm: { value: 220, atMs: at } }],
    ["by the engine speed alone", { rpm: { value: 220, atMs: at } }],
    ["by the drop alone", { batteryNotLow: { value: true, atMs: at - 3000 } }],
    ["before the ignition is reported", { ignition: { value: false, atMs: at - hour }, batteryNotLow: { value: true, atMs: at - 3000 } }],
  ])("does not make a battery low, %s", (_, signals) => {
    expect(findLowBattery(cranking(signals))).toBeNull();
    expect(batteryHealth(cranking(signals))).toMatchObject({ state: "starting", healthPct: null });
  });

  test.each<[string, VehicleSignals]>([
    ["nothing else is known", {}],
    ["the ignition is off", { ignition: { value: false, atMs: at - hour } }],
    ["the engine stands", { rpm: { value: 0, atMs: at } }],
    ["it was charged long ago", { batteryNotLow: { value: true, atMs: at - crankingMs } }],
    ["the ignition went off after the drive", { ignition: { value: false, atMs: at - 10_000 }, moved: { value: true, atMs: at - 20_000 } }],
  ])("is no excuse when %s", (_, signals) => {
    expect(findLowBattery(cranking(signals))).toEqual({ value: 10.9, atMs: at });
    expect(batteryHealth(cranking(signals))).toMatchObject({ state: "empty", healthPct: 0 });
  });

  test("has nothing to do with an engine that runs on a low voltage", () => {
    const driving = cranking({ ignition: { value: true, atMs: at }, rpm: { value: 1800, atMs: at }, moved: { value: true, atMs: at } });
    expect(findLowBattery(driving)).toBeNull();
    expect(batteryHealth(driving)).toMatchObject({ state: "not_charging" });
  });
});
