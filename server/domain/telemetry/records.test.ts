import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { recordSchema } from "./record-schema.ts";
import { parseRecord } from "./records.ts";
import { signalRules } from "./signals.ts";

const nowMs = Date.parse("2026-06-01T12:00:00Z");
const at = "2026-03-01T08:00:00Z";
const atMs = Date.parse(at);
const parse = (record: unknown) => parseRecord(record, nowMs);
const reasonOf = (record: unknown) => {
  const parsed = parse(record);
  return parsed.kind === "refused" ? parsed.reason : undefined;
};

describe("a sample", () => {
  test("is read with all its signals", () => {
    const record = { type: "sample", at, lat: 41.88, lon: -87.63, altitude_m: 180, heading_deg: 270, accuracy_m: 4, speed_kmh: 50 };
    const more = { gps_speed_kmh: 50.3, rpm: 1800, engine_load_pct: 40, throttle_pct: 20, coolant_c: 90, intake_c: 25, maf_gps: 12 };
    const rest = { fuel_rate_lph: 5, fuel_level_pct: 60, odometer_km: 123_456.7, battery_v: 14.1, soc_pct: 80, ignition: true };
    expect(parse({ ...record, ...more, ...rest, pids: { "5c": 92 } })).toEqual({
      kind: "sample",
      sample: {
        ...{ atMs, lat: 41.88, lon: -87.63, altitudeM: 180, headingDeg: 270, accuracyM: 4, speedKmh: 50, gpsSpeedKmh: 50.3, rpm: 1800 },
        ...{ engineLoadPct: 40, throttlePct: 20, coolantC: 90, intakeC: 25, mafGps: 12, fuelRateLph: 5, fuelLevelPct: 60 },
        ...{ odometerKm: 123_456.7, batteryV: 14.1, socPct: 80, ignition: true, pids: { "5C": 92 } },
      },
    });
  });

  test("may leave a signal null", () => {
    expect(parse({ type: "sample", at: atMs, rpm: 900, speed_kmh: null, pids: null })).toEqual({
      kind: "sample",
      sample: { atMs, rpm: 900 },
    });
  });

  test.each([
    [{ speeed_kmh: 5 }, "speeed_kmh: unknown key"],
    [{ rpm: "900" }, "rpm: must be a number"],
    [{ rpm: 20_000 }, "rpm: must be from 0 to 16384"],
    [{ lat: 91, lon: 0 }, "lat: must be from -90 to 90"],
    [{ lat: 41 }, "lon: is missing; lat and lon come together"],
    [{ ignition: 1 }, "ignition: must be true or false"],
    [{ pids: { "5": 1 } }, "pids.5: a PID is two hex digits"],
    [{ pids: { "5C": "92" } }, "pids.5C: must be a number"],
    [{ pids: [] }, "pids: must be an object"],
    [{}, "has no signal"],
    [{ rpm: null }, "has no signal"],
    [{ ["x".repeat(100)]: 1 }, `${"x".repeat(40)}…: unknown key`],
    [JSON.parse('{"__proto__": 1}'), "__proto__: unknown key"],
  ])("%j is refused", (signals, reason) => {
    expect(reasonOf({ type: "sample", at, ...signals })).toBe(reason);
  });

  test("is never NaN, infinite or too small for a real", () => {
    expect(reasonOf({ type: "sample", at, speed_kmh: Number.NaN })).toBe("speed_kmh: must be from 0 to 400");
    expect(parse({ type: "sample", at, speed_kmh: 1e-40 })).toMatchObject({ sample: { speedKmh: 0 } });
  });
});

describe("the other records", () => {
  test("ignition is a sample with nothing else", () => {
    expect(parse({ type: "ignition", at, on: false })).toEqual({ kind: "sample", sample: { atMs, ignition: false } });
    expect(reasonOf({ type: "ignition", at, on: "yes" })).toBe("on: must be true or false");
    expect(reasonOf({ type: "ignition", at, on: true, rpm: 1 })).toBe("rpm: unknown key");
  });

  test("dtc", () => {
    const report = { atMs, code: "P0301", status: "stored", mil: true };
    expect(parse({ type: "dtc", at, code: "p0301", status: "stored", mil: true })).toEqual({ kind: "dtc", report });
    expect(reasonOf({ type: "dtc", at, code: "P0G01", status: "stored" })).toBe("code: must be a fault code like P0301");
    expect(reasonOf({ type: "dtc", at, code: "P0301", status: "new" })).toBe("status: must be one of stored, pending, cleared");
  });

  test("device", () => {
    const report = { atMs, firmware: "1.2", signalPct: 70, plugged: true };
    expect(parse({ type: "device", at, firmware: "1.2", signal_pct: 70, plugged: true })).toEqual({ kind: "device", report });
    expect(reasonOf({ type: "device", at })).toBe("says nothing about the device");
    expect(reasonOf({ type: "device", at, firmware: "a\u0000b" })).toBe("firmware: must be at most 100 printable characters");
  });

  test.each([
    [null, "must be a JSON object"],
    [[], "must be a JSON object"],
    [{ at }, "type: is missing"],
    [{ type: "trip", at }, "type: must be one of sample, ignition, dtc, device"],
  ])("%j is refused", (record, reason) => {
    expect(reasonOf(record)).toBe(reason);
  });
});

describe("the time of a record", () => {
  const read = (time: unknown) => {
    const parsed = parse({ type: "ignition", at: time, on: true });
    return parsed.kind === "sample" ? parsed.sample.atMs : parsed.kind === "refused" && parsed.reason;
  };

  test.each([
    ["2026-03-01T09:00:00+01:00", atMs],
    ["2026-03-01T08:00:00.123456Z", atMs + 123],
    ["2026-03-01T08:00Z", atMs],
    [atMs, atMs],
    [atMs + 0.9, atMs],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    [nowMs + 300_000, nowMs + 300_000],
  ])("%j is understood", (time, ms) => {
    expect(read(time)).toBe(ms);
  });

  test.each([
    [undefined, "at: is missing"],
    ["2026-03-01T08:00:00", "at: must be ISO 8601 with a zone, or epoch milliseconds"],
    ["2026-02-29T08:00:00Z", "at: must be ISO 8601 with a zone, or epoch milliseconds"],
    ["2026-03-01T25:00:00Z", "at: must be ISO 8601 with a zone, or epoch milliseconds"],
    [null, "at: must be ISO 8601 with a zone, or epoch milliseconds"],
    ["1999-12-31T23:59:59Z", "at: is before 2000-01-01 (numbers are epoch milliseconds)"],
    [atMs / 1000, "at: is before 2000-01-01 (numbers are epoch milliseconds)"],
    [nowMs + 300_001, "at: is more than 5 minutes in the future"],
  ])("%j is refused", (time, reason) => {
    expect(read(time)).toBe(reason);
  });
});

test("what is accepted is valid by the published schema", () => {
  const schema = z.fromJSONSchema(recordSchema as Parameters<typeof z.fromJSONSchema>[0]);
  const signal = fc.constantFrom(...signalRules.map((rule) => rule.key), "ignition", "pids", "extra");
  const value = fc.oneof(fc.double({ min: -500, max: 500, noNaN: true }), fc.boolean(), fc.constant(null), fc.constant({ "0C": 5 }));
  const sample = fc.dictionary(signal, value, { maxKeys: 5 }).map((signals) => ({ type: "sample", at: atMs, ...signals }));
  fc.assert(
    fc.property(sample, (record) => {
      if (parse(record).kind !== "refused") expect(schema.safeParse(record).success).toBe(true);
    }),
  );
});
