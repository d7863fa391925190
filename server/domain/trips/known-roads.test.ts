import { describe, expect, test } from "vitest";
import { decodePolyline, encodePolyline } from "#server/domain/polyline.ts";
import { toKnownRoads } from "./known-roads.ts";

/** A straight line of points a few metres apart, going east. */
function eastward(lat: number, fromLon: number, points: number): string {
  const steps = Array.from({ length: points }, (_, index) => index);
  return encodePolyline(
    steps.map(() => lat),
    steps.map((index) => fromLon + index * 0.0005),
  );
}

describe("known roads", () => {
  test("a straight street needs only its ends", () => {
    const [road] = toKnownRoads([eastward(41.9, -87.7, 200)]);
    expect(decodePolyline(road ?? "")).toHaveLength(2);
  });

  test("the same way driven again adds nothing, another way does", () => {
    const way = eastward(41.9, -87.7, 100);
    expect(toKnownRoads([way, way, eastward(41.95, -87.7, 100)])).toHaveLength(2);
  });

  test("lines without a length are left out", () => {
    expect(toKnownRoads(["", encodePolyline([41.9], [-87.7])])).toEqual([]);
  });
});
