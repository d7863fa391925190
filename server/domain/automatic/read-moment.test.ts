import { expect, test } from "vitest";
import { readMoment } from "./read-moment.ts";

test.each([
  ["1426898108", "2015-03-21T00:35:08.000Z"],
  ["1426898108.0", "2015-03-21T00:35:08.000Z"],
  ["1426898108.123456", "2015-03-21T00:35:08.123Z"],
  ["1401666528657", "2014-06-01T23:48:48.657Z"],
  ["1325376000000", "2012-01-01T00:00:00.000Z"],
  ["0", "1970-01-01T00:00:00.000Z"],
  ["-5", "1970-01-01T00:00:00.000Z"],
  ["9".repeat(400), "9999-12-31T23:59:59.999Z"],
])("%s is %s", (text, iso) => {
  expect(readMoment(text)?.toISOString()).toBe(iso);
});

test.each(["", " ", "yesterday", "2026-03-02", "NaN", "0x10", "1e9", ".5", "1,5"])("%j is no moment", (text) => {
  expect(readMoment(text)).toBeNull();
});
