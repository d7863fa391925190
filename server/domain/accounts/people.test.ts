import { expect, test } from "vitest";
import { ageOn } from "./people.ts";

test("a year older on the birthday, not before", () => {
  expect(ageOn("1996-03-28", "2016-03-27")).toBe(19);
  expect(ageOn("1996-03-28", "2016-03-28")).toBe(20);
  expect(ageOn("2000-02-29", "2026-02-28")).toBe(25);
  expect(ageOn("2000-02-29", "2026-03-01")).toBe(26);
});
