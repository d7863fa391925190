import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Frame, gridStep, isInFrame, type Ring, toGridLabel, traceRing } from "./atlas.ts";

function toRing(points: readonly (readonly [number, number])[]): Ring {
  const x = points.map(([value]) => value);
  const y = points.map(([, value]) => value);
  return {
    points: Float64Array.from(points.flat()),
    minX: Math.min(...x),
    minY: Math.min(...y),
    maxX: Math.max(...x),
    maxY: Math.max(...y),
  };
}

/** Collects what is drawn, in pixels. */
function trace(ring: Ring, frame: Frame): [number, number][] {
  const drawn: [number, number][] = [];
  const add = (x: number, y: number) => drawn.push([x, y]);
  traceRing({ moveTo: add, lineTo: add }, ring, frame);
  return drawn;
}

/** Even-odd rule: whether a pixel lies inside an outline. */
function isInside(outline: readonly (readonly [number, number])[], [px, py]: readonly [number, number]): boolean {
  let inside = false;
  for (const [index, [x, y]] of outline.entries()) {
    const [lastX, lastY] = outline.at(index - 1) ?? [0, 0];
    if (y > py !== lastY > py && px < ((lastX - x) * (py - y)) / (lastY - y) + x) inside = !inside;
  }
  return inside;
}

const frame: Frame = { x: 0.5, y: 0.5, scale: 1000, size: 100 };

describe("traceRing", () => {
  test("a run beyond one side shrinks to its ends", () => {
    const coast = Array.from({ length: 500 }, (_, index): [number, number] => [0.1 + (index % 7) / 100, index / 500]);
    const ring = toRing([...coast, [0.55, 1], [0.55, 0], [0.1, 0]]);
    expect(trace(ring, frame).length).toBeLessThan(12);
  });

  test("what is inside the frame stays what it was", () => {
    const corner = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    const pixel = fc.tuple(fc.integer({ min: 2, max: 98 }), fc.integer({ min: 2, max: 98 }));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 40 }), pixel, (corners, [px, py]) => {
        const [first] = corners;
        const ring = toRing(first ? [...corners, first] : corners);
        const whole = corners.map(([x, y]): [number, number] => [(x - frame.x) * frame.scale, (y - frame.y) * frame.scale]);
        // Half a pixel off the whole numbers, and away from edges, where leaving out near points may move a line.
        const at: [number, number] = [px + 0.37, py + 0.61];
        const near = [-1, 1].flatMap((d): [number, number][] => [
          [at[0] + d, at[1]],
          [at[0], at[1] + d],
        ]);
        const expected = isInside(whole, at);
        fc.pre(near.every((point) => isInside(whole, point) === expected));
        expect(isInside(trace(ring, frame), at)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test("rings elsewhere are not in the frame", () => {
    expect(
      isInFrame(
        toRing([
          [0.51, 0.51],
          [0.6, 0.6],
          [0.7, 0.5],
        ]),
        frame,
      ),
    ).toBe(true);
    expect(
      isInFrame(
        toRing([
          [0.1, 0.1],
          [0.2, 0.2],
          [0.3, 0.1],
        ]),
        frame,
      ),
    ).toBe(false);
  });
});

describe("the grid", () => {
  test("its lines are never further apart than asked", () => {
    for (let zoom = 2; zoom <= 18; zoom++) {
      const scale = 256 * 2 ** zoom;
      expect((gridStep(scale, 220) / 360) * scale).toBeLessThanOrEqual(zoom < 18 ? 220 : 400);
    }
  });

  test("its figures have the decimals of their step", () => {
    expect(toGridLabel(-87.65, 0.05, "lon")).toBe("87.65° W");
    expect(toGridLabel(41.9, 0.1, "lat")).toBe("41.9° N");
    expect(toGridLabel(-30, 5, "lat")).toBe("30° S");
  });
});
