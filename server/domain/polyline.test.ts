import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePolyline, encodePolyline, simplifyLine } from "./polyline.ts";

test("encodes as the format's own documentation does", () => {
  expect(encodePolyline([38.5, 40.7, 43.252], [-120.2, -120.95, -126.453])).toBe("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
});

test("decoding gives the line back to five digits", () => {
  const degree = fc.double({ min: -85, max: 85, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(degree, degree)), (line) => {
      const decoded = decodePolyline(
        encodePolyline(
          line.map(([lat]) => lat),
          line.map(([, lon]) => lon),
        ),
      );
      expect(decoded).toHaveLength(line.length);
      decoded.forEach(([lat, lon], at) => {
        expect(Math.abs(lat - (line[at]?.[0] ?? 0))).toBeLessThan(1e-5);
        expect(Math.abs(lon - (line[at]?.[1] ?? 0))).toBeLessThan(1e-5);
      });
    }),
  );
});

test("thinning keeps the corners and drops what lies on the way", () => {
  const lat = [0, 0, 0, 0, 0.01, 0.02];
  const lon = [0, 0.005, 0.01, 0.02, 0.02, 0.02];
  expect(simplifyLine(lat, lon, 5)).toEqual([0, 3, 5]);
  expect(simplifyLine([], [], 5)).toEqual([]);
  expect(simplifyLine([1], [1], 5)).toEqual([0]);
});
