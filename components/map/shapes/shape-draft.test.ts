import { expect, test } from "vitest";
import { cornerLimits, radiusLimitsM } from "#server/domain/alerts/geofence-limits.ts";
import { draftOf, shapeOf, startDraft, toPoint, withCentre, withEdgeAt, withNextCorner } from "./shape-draft.ts";

test("a circle is there once it has a centre; its edge stays within the bounds", () => {
  const empty = startDraft("circle");
  expect(shapeOf(empty)).toBeNull();
  expect(withEdgeAt(empty, { lat: 1, lon: 1 })).toBe(empty);
  const placed = withCentre(empty, { lat: 41.9, lon: -87.7 });
  expect(shapeOf(placed)).toMatchObject({ kind: "circle", lat: 41.9, lon: -87.7 });
  expect(withEdgeAt(placed, { lat: 41.9, lon: -87.7 }).radiusM).toBe(radiusLimitsM.min);
  expect(withEdgeAt(placed, { lat: 50, lon: 0 }).radiusM).toBe(radiusLimitsM.max);
});

test("a polygon is there from its third corner, and never has too many", () => {
  let draft = startDraft("polygon");
  for (let corner = 1; corner <= cornerLimits.max + 5; corner++) {
    draft = withNextCorner(draft, { lat: corner / 100, lon: (corner * corner) / 100_000 });
    expect(shapeOf(draft) !== null).toBe(corner >= 3);
  }
  expect(draft.corners).toHaveLength(cornerLimits.max);
});

test.each([
  { kind: "circle" as const, lat: 1, lon: 2, radiusM: 300 },
  {
    kind: "polygon" as const,
    corners: [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as [number, number][],
  },
])("a $kind survives being opened for editing", (shape) => {
  expect(shapeOf(draftOf(shape))).toEqual(shape);
});

test("places beyond the map's edge come back onto it", () => {
  expect(toPoint({ lat: 89.9, lng: 190.1234567 })).toEqual({ lat: 85, lon: -169.876543 });
});
