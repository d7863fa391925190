import { describe, expect, test } from "vitest";
import { activityOf, alertsOf, newestSpeed, type VehicleKnowledge } from "./activity.ts";

const nowMs = Date.UTC(2026, 2, 1, 12);
const minute = 60_000;

function known(signals: VehicleKnowledge["signals"], ageMs = 0, plugged: boolean | null = true): VehicleKnowledge {
  return { newestAtMs: nowMs - ageMs, signals, plugged, reportedAtMs: nowMs - minute };
}

describe("activityOf", () => {
  test("a car never heard of is silent", () => {
    expect(activityOf({ newestAtMs: null, signals: null }, nowMs)).toBe("silent");
  });

  test("ignition on, heard of just now: driving, even at a red light", () => {
    const signals = { ignition: { value: true, atMs: nowMs - 10 * minute }, speedKmh: { value: 0, atMs: nowMs } };
    expect(activityOf(known(signals, minute), nowMs)).toBe("driving");
  });

  test("ignition off after the last move: parked at once", () => {
    const signals = { ignition: { value: false, atMs: nowMs - minute }, moved: { value: true as const, atMs: nowMs - 2 * minute } };
    expect(activityOf(known(signals, minute), nowMs)).toBe("parked");
  });

  test("without an ignition signal moving tells", () => {
    expect(activityOf(known({ moved: { value: true, atMs: nowMs - minute } }), nowMs)).toBe("driving");
    expect(activityOf(known({ moved: { value: true, atMs: nowMs - 6 * minute } }), nowMs)).toBe("parked");
  });

  test("ignition on but nothing heard for five minutes: no longer driving; for three days: silent", () => {
    const signals = { ignition: { value: true, atMs: nowMs - 5 * minute } };
    expect(activityOf(known(signals, 5 * minute), nowMs)).toBe("parked");
    expect(activityOf(known(signals, 3 * 24 * 60 * minute), nowMs)).toBe("silent");
  });
});

describe("alertsOf", () => {
  test("a healthy car has none", () => {
    expect(alertsOf(known({ batteryV: { value: 12.6, atMs: nowMs }, mil: { value: false, atMs: nowMs }, dtcs: [] }))).toEqual([]);
  });

  test("the lamp stands for its codes; pending codes alone alert nobody", () => {
    const dtcs = [{ code: "P0420", status: "stored" as const, atMs: nowMs }];
    expect(alertsOf(known({ mil: { value: true, atMs: nowMs }, dtcs }))).toEqual([{ kind: "mil", value: 1, signal: "mil", atMs: nowMs }]);
    expect(alertsOf(known({ dtcs }))).toEqual([{ kind: "fault_codes", value: 1, signal: "dtcs", atMs: nowMs }]);
    expect(alertsOf(known({ dtcs: [{ code: "P0301", status: "pending", atMs: nowMs }] }))).toEqual([]);
  });

  test("a starter draws the voltage down: no low battery", () => {
    const signals = { batteryV: { value: 10.9, atMs: nowMs }, ignition: { value: true, atMs: nowMs } };
    expect(alertsOf(known(signals))).toEqual([]);
  });

  test("low battery, pulled adapter, low tank", () => {
    const signals = { batteryV: { value: 11.4, atMs: nowMs }, fuelLevelPct: { value: 6, atMs: nowMs }, socPct: { value: 9, atMs: nowMs } };
    expect(alertsOf(known(signals, 0, false)).map((alert) => alert.kind)).toEqual(["low_battery", "unplugged", "low_fuel", "low_charge"]);
  });

  test("each says since when it is known", () => {
    const stored = (code: string, atMs: number) => ({ code, status: "stored" as const, atMs });
    const dtcs = [stored("P0420", nowMs - 9 * minute), stored("P0301", nowMs - 5 * minute)];
    const signals = { batteryV: { value: 11.4, atMs: nowMs - 3 * minute }, dtcs };
    expect(alertsOf(known(signals, 0, false)).map(({ signal, atMs }) => [signal, atMs])).toEqual([
      ["dtcs", nowMs - 5 * minute],
      ["batteryV", nowMs - 3 * minute],
      ["plugged", nowMs - minute],
    ]);
  });
});

test("the newer of the car's and the GPS's speed counts", () => {
  expect(newestSpeed(null)).toBeNull();
  expect(newestSpeed({ speedKmh: { value: 50, atMs: 1 }, gpsSpeedKmh: { value: 48, atMs: 2 } })?.value).toBe(48);
  expect(newestSpeed({ speedKmh: { value: 50, atMs: 2 }, gpsSpeedKmh: { value: 48, atMs: 2 } })?.value).toBe(50);
});
