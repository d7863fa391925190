import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FenceStay, FenceWalk, type Fix } from "./fence-walk.ts";

const shape = { kind: "circle", lat: 48, lon: 16, radiusM: 200 } as const;
const metresPerDegree = 111_195;

/** One position a second, so many metres north of the middle. */
const fixes = (metres: readonly number[], startMs = 0): Fix[] =>
  metres.map((each, at) => ({ atMs: startMs + at * 1000, lat: 48 + each / metresPerDegree, lon: 16, accuracyM: 5 }));

function walk(metres: readonly number[], known: FenceStay | null = null) {
  const fence = new FenceWalk(shape, known);
  fence.add(fixes(metres, known ? known.atMs + 1000 : 0));
  return fence;
}

describe("coming and going", () => {
  test("first sight says where the car is, without having crossed", () => {
    expect(walk([0, 10])).toMatchObject({ crossings: [], visits: [], stay: { inside: true, sinceMs: null, atMs: 1000 } });
    expect(walk([205])).toMatchObject({ crossings: [], stay: null });
  });

  test("a crossing knows the last position before and the first after", () => {
    const { crossings, stay } = walk([400, 300, 205, 195, 100, 50]);
    expect(crossings).toMatchObject([{ inside: true, fromMs: 1000, atMs: 4000, untilMs: 5000 }]);
    expect(stay).toEqual({ inside: true, sinceMs: 4000, atMs: 5000 });
  });

  test("noise at the border is no coming and going", () => {
    const noise = Array.from({ length: 60 }, (_, at) => 200 + (at % 2 === 0 ? 9 : -9));
    expect(walk([400, ...noise, 100]).crossings).toHaveLength(1);
    expect(walk([100, ...noise, 100]).crossings).toHaveLength(0);
  });

  test("goes on from what is known, and skips what lies before it", () => {
    const known = { inside: true, sinceMs: 5000, atMs: 60_000 };
    const fence = new FenceWalk(shape, known);
    fence.add(fixes([400, 100, 400], 58_500));
    expect(fence.crossings).toMatchObject([{ inside: false, fromMs: 60_000, atMs: 60_500 }]);
    expect(walk([50, 50], known).visits).toMatchObject([{ sinceMs: 5000, untilMs: 62_000 }]);
  });

  test("a stay whose beginning is unknown is no visit", () => {
    expect(walk([50, 50, 400, 50, 50]).visits).toMatchObject([{ sinceMs: 3000, untilMs: 4000 }]);
  });

  test("crossings alternate, page by page as in one go", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 }), fc.nat(80), (metres, cut) => {
        const whole = walk(metres);
        const all = fixes(metres);
        const paged = new FenceWalk(shape, null);
        paged.add(all.slice(0, cut));
        const resumed = new FenceWalk(shape, paged.stay);
        resumed.add(all.slice(cut));
        const sides = whole.crossings.map(({ inside }) => inside);
        expect(sides.every((inside, at) => at === 0 || inside !== sides[at - 1])).toBe(true);
        expect([...paged.crossings, ...resumed.crossings].map(({ inside, atMs }) => [inside, atMs])).toEqual(
          whole.crossings.map(({ inside, atMs }) => [inside, atMs]),
        );
        expect(resumed.stay).toEqual(whole.stay);
      }),
    );
  });
});
