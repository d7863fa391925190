import { expect, test } from "vitest";
import { monthsOf, startOfMonthMs } from "./months.ts";

const at = (text: string) => ({ atMs: Date.parse(text) });

test("the months of samples, to the millisecond and in UTC, whatever their order", () => {
  const samples = ["2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "1969-12-31T23:59:59Z"].map(at);
  const months = ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "1969-12-01T00:00:00Z"].map((text) => Date.parse(text));
  expect([...monthsOf(samples)]).toEqual(months);
  expect([...monthsOf([])]).toEqual([]);
});

test("later months, across the turn of the year", () => {
  expect(new Date(startOfMonthMs(Date.parse("2026-12-31T12:00:00Z"), 2)).toISOString()).toBe("2027-02-01T00:00:00.000Z");
});
