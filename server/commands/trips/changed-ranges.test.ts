import { describe, expect, test } from "vitest";
import { firstRangeAfter, isReached, rangesAfter, rangesUpTo } from "./changed-ranges.ts";

const second = 1000;
const ranges = [
  { fromMs: 1000 * second, toMs: 2000 * second },
  { fromMs: 5000 * second, toMs: 5000 * second },
  { fromMs: 9000 * second, toMs: 9500 * second },
];

describe("a stretch", () => {
  const reached = (from: number, to: number) => isReached(ranges, { startedAtMs: from * second, endedAtMs: to * second });

  test("is reached by any of the changes, two minutes around it", () => {
    expect([reached(0, 879), reached(0, 880), reached(2120, 2200), reached(2121, 4879)]).toEqual([false, true, true, false]);
    expect([reached(4000, 4880), reached(5121, 8879), reached(5121, 8880), reached(9621, 9999)]).toEqual([true, false, true, false]);
    expect(reached(0, 10_000)).toBe(true);
  });
});

describe("a cut", () => {
  test("goes on with the first range that it has not dealt with", () => {
    expect(firstRangeAfter(ranges, Number.NEGATIVE_INFINITY)).toBe(ranges[0]);
    expect(firstRangeAfter(ranges, 1999 * second)).toBe(ranges[0]);
    expect(firstRangeAfter(ranges, 2000 * second)).toBe(ranges[1]);
    expect(firstRangeAfter(ranges, Number.POSITIVE_INFINITY)).toBeUndefined();
  });

  test("divides the ranges into what is done and what is left", () => {
    const point = { untilMs: 1500 * second, doneMs: 1380 * second };
    expect(rangesUpTo(ranges, point)).toEqual([{ fromMs: 1000 * second, toMs: 1500 * second }]);
    expect(rangesAfter(ranges, point)).toEqual([{ fromMs: 1500 * second + 1, toMs: 2000 * second }, ...ranges.slice(1)]);
  });

  test("keeps a range whose effect goes beyond what is cut", () => {
    const point = { untilMs: 2050 * second, doneMs: 1930 * second };
    expect(rangesAfter(ranges, point)).toEqual([{ fromMs: 2050 * second + 1, toMs: 2050 * second + 1 }, ...ranges.slice(1)]);
  });
});
