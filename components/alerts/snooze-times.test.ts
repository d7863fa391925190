import { expect, test } from "vitest";
import { snoozeUntil } from "./snooze-times.ts";

const now = new Date(2026, 2, 31, 22, 30).getTime();

test.each([
  ["hour", new Date(2026, 2, 31, 23, 30)],
  ["workday", new Date(2026, 3, 1, 6, 30)],
  ["tomorrow", new Date(2026, 3, 1, 7, 0)],
  ["week", new Date(2026, 3, 7, 22, 30)],
] as const)("%s from the last evening of a month", (choice, until) => {
  expect(snoozeUntil(choice, now)).toEqual(until);
});
