import { expect, test } from "vitest";
import { expiryOf } from "./expiry.ts";

test.each([
  ["2026-03-09", "overdue", -1],
  ["2026-03-10", "soon", 0],
  ["2026-04-09", "soon", 30],
  ["2026-04-10", "later", 31],
  ["2025-03-10", "overdue", -365],
])("a paper good to the end of %s is %s on 10 March 2026", (expiresOn, state, daysLeft) => {
  expect(expiryOf(expiresOn, "2026-03-10")).toEqual({ state, daysLeft });
});

test("a paper without an end does not expire", () => {
  expect(expiryOf(null, "2026-03-10")).toBeNull();
});
