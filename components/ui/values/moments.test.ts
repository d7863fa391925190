import { describe, expect, test } from "vitest";
import { createMoments } from "./moments.ts";

const berlin = createMoments({ locale: "en-GB", timeZone: "Europe/Berlin" });
const at = Date.UTC(2026, 10, 20, 23, 14, 31);

/** Intl sets a narrow blank before AM and PM. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("moments", () => {
  test("are written in the person's zone, or in one's own", () => {
    expect(berlin.time(at)).toBe("00:14");
    expect(berlin.clock(at)).toBe("00:14:31");
    expect(berlin.dayKey(at)).toBe("2026-11-21");
    expect(berlin.dayKey(at, { timeZone: "America/Chicago" })).toBe("2026-11-20");
    expect(berlin.longDate(new Date(at).toISOString())).toBe("21 November 2026");
  });

  test("a time of a zone whose clock differs from the person's is named by it; its day is that zone's", () => {
    const chicago = { timeZone: "America/Chicago" };
    expect(berlin.time(at, chicago)).toBe("17:14 GMT-6");
    expect(berlin.clock(at, chicago)).toBe("17:14:31 GMT-6");
    expect(berlin.dateTime(at, chicago)).toBe("20 Nov 2026, 17:14 GMT-6");
    expect(berlin.date(at, chicago)).toBe("Fri 20 Nov");
    const american = createMoments({ locale: "en-US", timeZone: "Europe/Berlin" });
    expect(plain(american.time(at, chicago))).toBe("5:14 PM CST");
    expect(plain(american.time(Date.UTC(2026, 6, 1, 20, 34), chicago))).toBe("3:34 PM CDT");
  });

  test("zones with the same clock at that moment need no name", () => {
    const winter = Date.UTC(2026, 0, 1, 12);
    const summer = Date.UTC(2026, 6, 1, 12);
    const denver = createMoments({ locale: "en-GB", timeZone: "America/Denver" });
    expect(berlin.time(winter, { timeZone: "Europe/Vienna" })).toBe("13:00");
    expect(denver.time(winter, { timeZone: "America/Phoenix" })).toBe("05:00");
    expect(denver.time(summer, { timeZone: "America/Phoenix" })).toBe("05:00 GMT-7");
    expect(denver.zoneNote(winter, "America/Phoenix")).toBeNull();
    expect(denver.zoneNote(summer, "America/Phoenix")).toBe("GMT-7");
  });

  test("a span names a zone once, or each end's", () => {
    const to = at + 3_600_000;
    expect(berlin.timeSpan(at, to, { from: "Europe/Berlin", to: "Europe/Vienna" })).toBe("00:14–01:14");
    expect(berlin.timeSpan(at, to, { from: "America/Chicago", to: "America/Chicago" })).toBe("17:14–18:14 GMT-6");
    expect(berlin.timeSpan(at, to, { from: "America/Denver", to: "America/Chicago" })).toBe("16:14 GMT-7–18:14 GMT-6");
    expect(berlin.timeSpan(at, to, { from: "America/Chicago", to: "Europe/Berlin" })).toBe("17:14 GMT-6–01:14");
  });

  test("a calendar day is the same wherever one reads it", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      expect(createMoments({ locale: "en-GB", timeZone }).day("2026-11-20")).toBe("20 November 2026");
    }
  });

  test("hours are written as the locale does", () => {
    const american = createMoments({ locale: "en-US", timeZone: "America/Chicago" });
    expect(plain(american.time(Date.UTC(2026, 0, 1, 14, 4)))).toBe("8:04 AM");
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
