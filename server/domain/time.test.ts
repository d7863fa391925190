import { expect, test } from "vitest";
import { isTimeZone, localDay, toIso, weekStart, zoneOffsetMs } from "./time.ts";

const hour = 3_600_000;

test("the offset of a zone follows its summer time", () => {
  expect(zoneOffsetMs("America/Chicago", Date.UTC(2026, 0, 1))).toBe(-6 * hour);
  expect(zoneOffsetMs("America/Chicago", Date.UTC(2026, 6, 1))).toBe(-5 * hour);
  expect(zoneOffsetMs("Asia/Kolkata", Date.UTC(2026, 6, 1))).toBe(5.5 * hour);
});

test("days and weeks are local", () => {
  expect(localDay("Asia/Tokyo", Date.UTC(2026, 2, 1, 16))).toBe("2026-03-02");
  expect(weekStart("2026-03-01")).toBe("2026-02-23");
  expect(weekStart("2026-03-02")).toBe("2026-03-02");
  expect(toIso(0)).toBe("1970-01-01T00:00:00.000Z");
});

test("unknown zones are known as such", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Olympus")]).toEqual([true, false]);
});
