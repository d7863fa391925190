import { describe, expect, test } from "vitest";
import type { BatteryHealth } from "#server/domain/health/battery.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { toVerdict } from "./verdict.ts";

const fault = (severity: "low" | "critical", status: "stored" | "pending" = "stored") => ({
  storedAt: status === "stored" ? new Date(0) : null,
  description: { severity },
});
const weak: BatteryHealth = { volts: 12, atMs: 0, healthPct: 15, state: "weak" };
const lit: VehicleSignals = { mil: { value: true, atMs: 0 } };

describe("the verdict on a car's health", () => {
  test("counts confirmed faults and says whether one is serious", () => {
    expect(toVerdict([fault("low"), fault("low"), fault("critical", "pending")], lit, weak)).toEqual({
      kind: "faults",
      count: 2,
      critical: false,
    });
    expect(toVerdict([fault("critical")], {}, null)).toEqual({ kind: "faults", count: 1, critical: true });
  });

  test("then tells of the light without a code, of faults that may begin, and of the battery", () => {
    expect(toVerdict([fault("low", "pending")], lit, weak)).toEqual({ kind: "mil" });
    expect(toVerdict([fault("low", "pending")], {}, weak)).toEqual({ kind: "pending", count: 1 });
    expect(toVerdict([], { batteryV: { value: 12, atMs: 0 } }, weak)).toEqual({ kind: "battery" });
  });

  test("else all is well, as far as anything is known", () => {
    expect(toVerdict([], { batteryV: { value: 12.6, atMs: 0 } }, { ...weak, state: "good" })).toEqual({ kind: "good" });
    expect(toVerdict([], { dtcs: [] }, null)).toEqual({ kind: "good" });
    expect(toVerdict([], { position: { value: { lat: 1, lon: 2, accuracyM: null }, atMs: 0 } }, null)).toEqual({ kind: "unknown" });
    expect(toVerdict([], null, null)).toEqual({ kind: "unknown" });
  });
});
