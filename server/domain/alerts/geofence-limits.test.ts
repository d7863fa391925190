import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossesItself, findShapeProblem } from "./geofence-limits.ts";

const square: [number, number][] = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
];

describe("an outline crosses itself", () => {
  test.each([
    ["a square", square, false],
    ["a triangle", square.slice(0, 3), false],
    ["a bow tie", [square[0], square[2], square[1], square[3]], true],
    [
      "a side through another corner",
      [
        [0, 0],
        [0, 2],
        [2, 2],
        [0, 1],
      ],
      true,
    ],
    [
      "a side that runs back over the one before",
      [
        [0, 0],
        [0, 2],
        [0, 1],
        [1, 1],
      ],
      true,
    ],
    ["a corner given twice", [square[0], square[0], square[1], square[2]], false],
    [
      "a line there and back",
      [
        [0, 0],
        [0, 1],
        [0, 0],
      ],
      true,
    ],
    [
      "a concave outline",
      [
        [0, 0],
        [0, 4],
        [4, 4],
        [1, 3],
      ],
      false,
    ],
  ] as [string, [number, number][], boolean][])("%s: %#", (_name, corners, expected) => {
    expect(crossesItself(corners)).toBe(expected);
  });

  test("never when its corners go once around a middle", () => {
    const around = fc.uniqueArray(fc.integer({ min: 0, max: 71 }), { minLength: 5, maxLength: 30 }).filter((steps) => {
      const sorted = steps.toSorted((a, b) => a - b);
      // No gap of half a turn: the middle is inside.
      return sorted.every((step, index) => ((sorted[(index + 1) % sorted.length] ?? 0) - step + 72) % 72 < 36);
    });
    const radius = fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(around, radius, (steps, radii) => {
        const corners = steps
          .toSorted((a, b) => a - b)
          .map((step, index): [number, number] => {
            const angle = (step * Math.PI) / 36;
            const length = radii[index] ?? 5;
            return [40 + length * Math.sin(angle), 10 + length * Math.cos(angle)];
          });
        expect(crossesItself(corners)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

test("radius and corners have bounds", () => {
  const circle = (radiusM: number) => findShapeProblem({ kind: "circle", lat: 0, lon: 0, radiusM });
  expect([circle(24), circle(25), circle(100_000), circle(100_001)]).toEqual(["radius", null, null, "radius"]);
  expect(findShapeProblem({ kind: "polygon", corners: square.slice(0, 2) })).toBe("corners");
  expect(findShapeProblem({ kind: "polygon", corners: Array.from({ length: 101 }, (_, index) => [index, index * index]) })).toBe("corners");
  expect(findShapeProblem({ kind: "polygon", corners: square })).toBeNull();
  const scaled = (by: number): [number, number][] => square.map(([lat, lon]) => [lat * by, lon * by]);
  expect(findShapeProblem({ kind: "polygon", corners: scaled(0.0001) })).toBe("area");
  expect(
    findShapeProblem({
      kind: "polygon",
      corners: [
        [0, -170],
        [10, 0],
        [0, 170],
      ],
    }),
  ).toBe("meridian");
});
