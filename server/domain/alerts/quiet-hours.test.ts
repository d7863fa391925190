import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quietUntil } from "./quiet-hours.ts";

const vienna = { from: "22:00", to: "06:00", timeZone: "Europe/Vienna" };
const until = (quiet: Parameters<typeof quietUntil>[0], now: string) => {
  const endMs = quietUntil(quiet, Date.parse(now));
  return endMs === null ? null : new Date(endMs).toISOString();
};

describe("quiet hours", () => {
  test("end at their local time, the same day or the next", () => {
    expect(until(vienna, "2026-03-01T21:00:00Z")).toBe("2026-03-02T05:00:00.000Z");
    expect(until(vienna, "2026-03-02T04:59:59Z")).toBe("2026-03-02T05:00:00.000Z");
    expect(until(vienna, "2026-03-02T05:00:00Z")).toBe(null);
    expect(until(vienna, "2026-03-01T20:59:59Z")).toBe(null);
    expect(until({ ...vienna, from: "12:00", to: "13:30" }, "2026-07-01T10:15:00Z")).toBe("2026-07-01T11:30:00.000Z");
  });

  test("end by the clock also in the night in which it is changed", () => {
    expect(until(vienna, "2026-03-28T22:00:00Z")).toBe("2026-03-29T04:00:00.000Z");
    expect(until(vienna, "2026-10-24T21:00:00Z")).toBe("2026-10-25T05:00:00.000Z");
  });

  test("are none where none are set", () => {
    expect(until({ from: null, to: null, timeZone: "UTC" }, "2026-03-01T00:00:00Z")).toBe(null);
    expect(until({ from: "06:00", to: "06:00", timeZone: "UTC" }, "2026-03-01T06:00:00Z")).toBe(null);
  });

  test("their end is ahead, within a day, and not quiet", () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
    const zones = fc.constantFrom("UTC", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia");
    fc.assert(
      fc.property(clock, clock, zones, fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) }), (from, to, timeZone, nowMs) => {
        const endMs = quietUntil({ from, to, timeZone }, nowMs);
        if (endMs === null) return;
        expect(endMs).toBeGreaterThan(nowMs);
        expect(endMs - nowMs).toBeLessThanOrEqual(86_400_000);
        expect(quietUntil({ from, to, timeZone }, endMs)).toBe(null);
      }),
    );
  });
});
