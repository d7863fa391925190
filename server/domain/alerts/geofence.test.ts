import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distanceBetweenM } from "#server/domain/geo.ts";
import type { GeofenceShape } from "./alert.ts";
import { borderDistanceOf, createSideTeller } from "./geofence.ts";
import { geofenceShape } from "./geofence-schema.ts";

const square: GeofenceShape = {
  kind: "polygon",
  corners: [
    [48, 16],
    [48, 16.01],
    [48.01, 16.01],
    [48.01, 16],
  ],
};
/** A U, open to the north. */
const hollow: GeofenceShape = {
  kind: "polygon",
  corners: [
    [48.03, 16],
    [48, 16],
    [48, 16.03],
    [48.03, 16.03],
    [48.03, 16.02],
    [48.01, 16.02],
    [48.01, 16.01],
    [48.03, 16.01],
  ],
};

describe("the distance from a border", () => {
  test("of a circle is that from its centre less the radius, over the 180th meridian too", () => {
    const distance = borderDistanceOf({ kind: "circle", lat: -17, lon: 179.999, radiusM: 1000 });
    expect(distance(-17, 179.999)).toBe(-1000);
    expect(distance(-17, -179.999)).toBeCloseTo(distanceBetweenM(0, 0, 0, 0.002) * Math.cos((17 * Math.PI) / 180) - 1000, 1);
  });

  test("of a polygon is negative inside, positive outside, infinite far away", () => {
    const distance = borderDistanceOf(square);
    expect(distance(48.005, 16.005)).toBeCloseTo(-distanceBetweenM(48.005, 16, 48.005, 16.005), 0);
    expect(distance(48.012, 16.005)).toBeCloseTo(distanceBetweenM(48.01, 16.005, 48.012, 16.005), 0);
    expect(distance(48.011, 16.011)).toBeCloseTo(distanceBetweenM(48.01, 16.01, 48.011, 16.011), 0);
    expect(distance(50, 16)).toBe(Number.POSITIVE_INFINITY);
  });

  test("a hollow of a polygon is outside", () => {
    const distance = borderDistanceOf(hollow);
    expect(distance(48.02, 16.015)).toBeGreaterThan(300);
    expect(distance(48.005, 16.015)).toBeLessThan(-300);
    expect(distance(48.02, 16.005)).toBeLessThan(-300);
  });

  test("of a polygon of many corners is nearly that of its circle", () => {
    const place = fc.record({ lat: fc.double({ min: -75, max: 75, noNaN: true }), lon: fc.double({ min: -175, max: 175, noNaN: true }) });
    const offset = fc.record({ metres: fc.integer({ min: 0, max: 1900 }), angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }) });
    fc.assert(
      fc.property(place, offset, ({ lat, lon }, { metres, angle }) => {
        const at = (radiusM: number, direction: number): [number, number] => {
          const degrees = radiusM / distanceBetweenM(0, 0, 1, 0);
          return [lat + degrees * Math.cos(direction), lon + (degrees * Math.sin(direction)) / Math.cos((lat * Math.PI) / 180)];
        };
        const corners = Array.from({ length: 120 }, (_, corner) => at(1000, (corner / 120) * 2 * Math.PI));
        const [pointLat, pointLon] = at(metres, angle);
        const distance = borderDistanceOf({ kind: "polygon", corners })(pointLat, pointLon);
        expect(Math.abs(distance - (metres - 1000))).toBeLessThan(5);
      }),
    );
  });
});

describe("the side of a position", () => {
  const side = createSideTeller({ kind: "circle", lat: 48, lon: 16, radiusM: 200 });
  const north = (metres: number, accuracyM: number | null) => side(48 + metres / distanceBetweenM(0, 0, 1, 0), 16, accuracyM);

  test("is not told near the border: as near as the position is exact", () => {
    expect([north(180, 5), north(195, 5), north(205, 5), north(215, 5)]).toEqual([true, null, null, false]);
    expect([north(180, 40), north(150, 40), north(230, 40), north(241, 40)]).toEqual([null, true, null, false]);
    expect([north(183, null), north(217, null)]).toEqual([true, false]);
  });

  test("of a small place is still told in its middle", () => {
    const small = createSideTeller({ kind: "circle", lat: 48, lon: 16, radiusM: 30 });
    expect(small(48, 16, 50)).toBe(true);
  });
});

describe("shapes that are refused", () => {
  const messagesOf = (shape: unknown) => geofenceShape.safeParse(shape).error?.issues.map(({ message }) => message) ?? [];

  test("by what is wrong with them", () => {
    expect(messagesOf(square)).toEqual([]);
    expect(
      messagesOf({
        kind: "polygon",
        corners: [
          [0, 179],
          [0, -179],
          [1, -179],
        ],
      }),
    ).toEqual(["must not cross the 180th meridian: draw one on each side"]);
    expect(
      messagesOf({
        kind: "polygon",
        corners: [
          [0, 0],
          [0, 0.0001],
          [0.0001, 0],
        ],
      }),
    ).toEqual(["encloses less than 500 square metres"]);
    expect(
      messagesOf({
        kind: "polygon",
        corners: [
          [0, 0],
          [1, 1],
        ],
      }),
    ).toHaveLength(1);
    expect(messagesOf({ kind: "circle", lat: 0, lon: 0, radiusM: 1 })).toHaveLength(1);
    expect(messagesOf({ kind: "circle", lat: 91, lon: 0, radiusM: 100 })).toHaveLength(1);
  });
});
