import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { createPlace, createPlaceAround, nearestPlace, planRoute, type Route, toPlacePoint } from "./route.ts";
import { arterialM, gridBounds, type Point, shoreAt } from "./streets.ts";

const corner = fc.tuple(
  fc.integer({ min: gridBounds.west - 2, max: 3 }),
  fc.integer({ min: gridBounds.south - 2, max: gridBounds.north + 2 }),
);

function planBetween(seed: string, from: readonly [number, number], to: readonly [number, number]): Route {
  const random = createRandom(seed);
  return planRoute(random, createPlace(random, from), createPlace(random, to));
}

function forEachLeg(route: Route, check: (from: Point, to: Route[number]) => void): void {
  route.slice(1).forEach((to, index) => {
    const from = route[index];
    if (from) check(from, to);
  });
}

test("routes stay on streets, on land and in town", () => {
  fc.assert(
    fc.property(fc.string(), corner, corner, (seed, from, to) => {
      forEachLeg(planBetween(seed, from, to), (a, b) => {
        if (b.streetClass === "arterial") expect(Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeLessThan(0.01);
        if (b.streetClass === "arterial") expect(Math.min(offStreet(b.x), offStreet(b.y))).toBeLessThan(0.01);
        if (b.streetClass === "side") expect(Math.abs(a.y - b.y)).toBeLessThan(300);
        expect(b.x).toBeLessThan(shoreAt(b.y));
        expect(b.x).toBeGreaterThan((gridBounds.west - 1) * arterialM);
      });
    }),
  );
});

const offStreet = (metres: number) => Math.abs(metres - Math.round(metres / arterialM) * arterialM);

test("routes never turn back on themselves and count their metres", () => {
  fc.assert(
    fc.property(fc.string(), corner, corner, (seed, from, to) => {
      const route = planBetween(seed, from, to);
      let alongM = 0;
      let before: Point | undefined;
      forEachLeg(route, (a, b) => {
        const leg = { x: b.x - a.x, y: b.y - a.y };
        alongM += Math.hypot(leg.x, leg.y);
        expect(b.atM).toBeCloseTo(alongM, 3);
        if (before)
          expect((leg.x * before.x + leg.y * before.y) / (Math.hypot(leg.x, leg.y) * Math.hypot(before.x, before.y))).toBeGreaterThan(
            -0.95,
          );
        before = leg;
      });
    }),
    // One street, reached from two corners.
    { examples: [["'hVwo", [-17, -3], [-16, -3]]] },
  );
});

test("long ways along an expressway use it", () => {
  const classes = new Set(
    Array.from({ length: 10 }, (_, seed) => planBetween(`${seed}`, [-16, 1], [-3, -1])).flatMap((route) =>
      route.map(({ streetClass }) => streetClass),
    ),
  );
  expect(classes).toContain("expressway");
});

test("a place around another is as far as asked for", () => {
  fc.assert(
    fc.property(fc.string(), corner, (seed, near) => {
      const random = createRandom(seed);
      const from = createPlace(random, near);
      const a = toPlacePoint(from);
      const b = toPlacePoint(createPlaceAround(random, from, 3000, 9000));
      const awayM = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
      expect(awayM).toBeGreaterThan(500);
      expect(awayM).toBeLessThan(20_000);
    }),
  );
});

test("a parked car is found again near where it stood", () => {
  fc.assert(
    fc.property(fc.string(), corner, (seed, near) => {
      const point = toPlacePoint(createPlace(createRandom(seed), near));
      const found = toPlacePoint(nearestPlace(point));
      expect(Math.hypot(found.x - point.x, found.y - point.y)).toBeLessThan(1);
    }),
  );
});
