import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Spot, spreadSpots } from "./spread.ts";

const size = 26;
const overlap = (a: Spot, b: Spot) => Math.abs(a.x - b.x) < size - 0.1 && Math.abs(a.y - b.y) < size - 0.1;
const countOverlaps = (spots: readonly Spot[]) =>
  spots.reduce((sum, one, index) => sum + spots.slice(index + 1).filter((other) => overlap(one, other)).length, 0);

describe("spreadSpots", () => {
  test("leaves alone what has room", () => {
    const spots = [
      { x: 0, y: 0 },
      { x: 26, y: 3 },
      { x: 5, y: 40 },
    ];
    expect(spreadSpots(spots, size)).toEqual(spots);
  });

  test("moves two apart by what is missing, along the shorter way", () => {
    expect(
      spreadSpots(
        [
          { x: 130, y: 212 },
          { x: 143, y: 198 },
        ],
        size,
      ),
    ).toEqual([
      { x: 130, y: 218 },
      { x: 143, y: 192 },
    ]);
  });

  test("parts even those that lie in the very same place", () => {
    expect(
      countOverlaps(
        spreadSpots(
          Array.from({ length: 4 }, () => ({ x: 7, y: 7 })),
          size,
        ),
      ),
    ).toBe(0);
  });

  test("few spots overlap no more, and their middle stays", () => {
    const spot = fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 5 }), (spots) => {
        const spread = spreadSpots(spots, size);
        expect(countOverlaps(spread)).toBe(0);
        for (const axis of ["x", "y"] as const) {
          const sum = (all: readonly Spot[]) => all.reduce((total, one) => total + one[axis], 0);
          expect(sum(spread)).toBeCloseTo(sum(spots));
        }
      }),
    );
  });
});
