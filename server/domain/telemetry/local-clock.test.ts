import { expect, test } from "vitest";
import { createLocalClock, parseWallClock } from "./local-clock.ts";

const toIso = (zone: string, wall: string) => new Date(createLocalClock(zone).toUtcMs(parseWallClock(wall) ?? Number.NaN)).toISOString();

test("winter and summer time", () => {
  expect(toIso("Europe/Berlin", "2020-01-01 12:00:00")).toBe("2020-01-01T11:00:00.000Z");
  expect(toIso("Europe/Berlin", "2020-07-01 12:00:00")).toBe("2020-07-01T10:00:00.000Z");
  expect(toIso("Asia/Kathmandu", "2020-07-01 12:00:00")).toBe("2020-07-01T06:15:00.000Z");
});

test("a reading that never existed counts as before the clock was put forward", () => {
  expect(toIso("America/Chicago", "2007-03-11 02:30:00")).toBe("2007-03-11T08:30:00.000Z");
});

test("in a doubled hour the first one is taken until the order says otherwise", () => {
  const clock = createLocalClock("America/Chicago");
  const times = ["01:30:00", "01:59:00", "01:10:00", "01:59:30"].map((time) =>
    clock.toUtcMs(parseWallClock(`2007-11-04 ${time}`) ?? Number.NaN),
  );
  expect(times.map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["06:30", "06:59", "07:10", "07:59"]);
});

test.each([
  ["2020-02-29 23:59:59.25", "yyyy-MM-dd HH:mm:ss", Date.UTC(2020, 1, 29, 23, 59, 59, 250)],
  ["2020-02-29T23:59:59", "yyyy-MM-dd HH:mm:ss", Date.UTC(2020, 1, 29, 23, 59, 59)],
  ["1/2/2020 03:04", "dd/MM/yyyy HH:mm", Date.UTC(2020, 1, 1, 3, 4)],
  ["2021-02-29 00:00:00", "yyyy-MM-dd HH:mm:ss", null],
  ["2020-01-01 24:00:00", "yyyy-MM-dd HH:mm:ss", null],
  ["2020-01-01", "yyyy-MM-dd HH:mm:ss", null],
])("parses %j by %j", (text, pattern, expected) => {
  expect(parseWallClock(text, pattern)).toBe(expected);
});
