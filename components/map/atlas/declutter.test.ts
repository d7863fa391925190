import { describe, expect, test } from "vitest";
import { type NamedMarker, pickNamed } from "./declutter.ts";

const at = (id: number, x: number, y: number, priority = 0): NamedMarker => ({ id, x, y, width: 60, priority });

describe("pickNamed", () => {
  test("names that are far apart all fit", () => {
    expect(pickNamed([at(1, 0, 0), at(2, 200, 0), at(3, 0, 200)])).toEqual(new Set([1, 2, 3]));
  });

  test("of two on each other the more important one is named", () => {
    expect(pickNamed([at(1, 0, 0), at(2, 30, 0, 5)])).toEqual(new Set([2]));
  });

  test("a name does not cover another marker", () => {
    expect(pickNamed([at(1, 0, 0, 5), at(2, 0, 22)])).toEqual(new Set([2]));
  });

  test("equals are named in the order of their ids, so that nothing flickers", () => {
    expect(pickNamed([at(2, 0, 0), at(1, 10, 0)])).toEqual(new Set([1]));
  });
});
