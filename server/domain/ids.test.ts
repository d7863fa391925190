import { expect, test } from "vitest";
import { parseId } from "./ids.ts";

test("reads positive integers that a number can hold exactly", () => {
  expect(["1", "9007199254740991"].map(parseId)).toEqual([1, 9_007_199_254_740_991]);
});

test("anything else is no id", () => {
  for (const text of ["", "0", "01", "-1", "1.5", "1e3", "1 ", "9007199254740992", "abc"]) expect(parseId(text)).toBeUndefined();
});
