import fc from "fast-check";
import { expect, test } from "vitest";
import { encodePolyline } from "#server/domain/polyline.ts";
import { sketchBox, sketchLine } from "./sketch.ts";

test("a straight drive north stands upright in the middle of the box", () => {
  expect(sketchLine(encodePolyline([41.8, 41.9], [-87.7, -87.7]))).toEqual([48, 58, 48, 6]);
});

test("a point is not a line", () => {
  expect(sketchLine("")).toBeNull();
  expect(sketchLine(encodePolyline([41.8], [-87.7]))).toBeNull();
});

test("any line stays inside the box and is short", () => {
  const position = fc.tuple(fc.double({ min: -80, max: 80, noNaN: true }), fc.double({ min: -179, max: 179, noNaN: true }));
  fc.assert(
    fc.property(fc.array(position, { minLength: 2, maxLength: 300 }), (line) => {
      const sketch = sketchLine(
        encodePolyline(
          line.map(([lat]) => lat),
          line.map(([, lon]) => lon),
        ),
      );
      expect(sketch?.length).toBeLessThanOrEqual(128);
      sketch?.forEach((value, index) => {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(index % 2 === 0 ? sketchBox.width : sketchBox.height);
      });
    }),
  );
});
