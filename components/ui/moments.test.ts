import { describe, expect, test } from "vitest";
import { createMoments } from "./moments.ts";

const berlin = createMoments({ locale: "en-GB", timeZone: "Europe/Berlin" });
const at = Date.UTC(2026, 10, 20, 23, 14, 31);

describe("moments", () => {
  test("are written in the person's zone, or in one's own", () => {
    expect(berlin.time(at)).toBe("00:14");
    expect(berlin.clock(at)).toBe("00:14:31");
    expect(berlin.dayKey(at)).toBe("2026-11-21");
    expect(berlin.dayKey(at, { timeZone: "America/Chicago" })).toBe("2026-11-20");
    expect(berlin.time(at, { timeZone: "America/Chicago" })).toBe("17:14");
    expect(berlin.longDate(new Date(at).toISOString())).toBe("21 November 2026");
  });

  test("hours are written as the locale does", () => {
    const american = createMoments({ locale: "en-US", timeZone: "America/Chicago" });
    expect(american.time(Date.UTC(2026, 0, 1, 14, 4)).replace("\u202f", " ")).toBe("8:04 AM");
    expect(berlin.time(Date.UTC(2026, 0, 1, 7, 4))).toBe("08:04");
  });

  test("what never happened is a dash", () => {
    expect(berlin.dateTime(null)).toBe("–");
    expect(berlin.age(undefined, at)).toBe("–");
    expect(berlin.duration(null)).toBe("–");
  });
});

describe("durations", () => {
  test.each([
    [0, "0 s"],
    [59.6, "1 min"],
    [200, "3 min 20 s"],
    [599, "9 min 59 s"],
    [3599, "1 h"],
    [5040, "1 h 24 min"],
    [3 * 3600, "3 h"],
    [50 * 3600, "2 d 2 h"],
    [-5, "0 s"],
  ])("%d s is %s", (seconds, text) => {
    expect(berlin.duration(seconds)).toBe(text);
  });

  test("as one figure", () => {
    expect(berlin.durationQuantity(45)).toEqual({ value: "45", unit: "s", text: "45 s" });
    expect(berlin.durationQuantity(1500)).toEqual({ value: "25", unit: "min", text: "25 min" });
    expect(berlin.durationQuantity(5400)).toEqual({ value: "1.5", unit: "h", text: "1.5 h" });
  });
});

describe("ages", () => {
  test.each([
    [2, "now"],
    [12, "12 s ago"],
    [200, "3 min ago"],
    [7300, "2 h ago"],
    [30 * 3600, "30 h ago"],
    [72 * 3600, "3 d ago"],
    [-30, "now"],
  ])("%d s old is %s", (ageS, text) => {
    expect(berlin.age(at - ageS * 1000, at)).toBe(text);
  });
});
