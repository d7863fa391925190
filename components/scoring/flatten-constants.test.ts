import { expect, test } from "vitest";
import { scoring } from "#server/domain/scoring/constants.ts";
import { flattenConstants } from "./flatten-constants.ts";

test("nested constants and lists become rows", () => {
  expect(flattenConstants({ a: 1, b: { c: [{ d: 0.5 }, { d: 2 }] } })).toEqual([
    ["a", "1"],
    ["b.c.1.d", "0.5"],
    ["b.c.2.d", "2"],
  ]);
});

test("every constant of the model is there", () => {
  const names = flattenConstants(scoring).map(([name]) => name);
  expect(names).toContain("version");
  expect(names).toContain("brakeTiers.3.kmhS");
  expect(names).toContain("driver.provisionalKm");
  expect(new Set(names).size).toBe(names.length);
});
