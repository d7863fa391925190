import { expect, test } from "vitest";
import { changesOf, findDraftProblems, isUnsaved, openGeofence, startGeofence } from "./geofence-draft.ts";

test("a new geofence lacks a name and a place", () => {
  expect(findDraftProblems(startGeofence("circle"))).toEqual(["name", "centre"]);
  expect(findDraftProblems({ ...startGeofence("polygon"), name: "  " })).toEqual(["name", "corners"]);
});

test("a stored one lacks nothing until its sides cross", () => {
  const open = openGeofence({
    id: 1,
    name: "Depot",
    shape: {
      kind: "polygon",
      corners: [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 0],
      ],
    },
  });
  expect(findDraftProblems(open)).toEqual([]);
  const [a, b, c, d] = open.shape.corners;
  const crossed = a && b && c && d ? [a, c, b, d] : [];
  expect(findDraftProblems({ ...open, shape: { ...open.shape, corners: crossed } })).toEqual(["crossing"]);
});

test("only what is different is stored", () => {
  const stored = { id: 7, name: "Depot", shape: { kind: "circle" as const, lat: 1, lon: 2, radiusM: 300 } };
  const open = openGeofence(stored);
  expect(changesOf(open, stored)).toBeNull();
  expect(changesOf({ ...open, name: " Yard " }, stored)).toEqual({ name: "Yard" });
  expect(changesOf({ ...open, shape: { ...open.shape, radiusM: 400 } }, stored)).toEqual({ shape: { ...stored.shape, radiusM: 400 } });
});

test("a draft is unsaved from the first corner, centre or letter on, an opened one from its first change", () => {
  const polygon = startGeofence("polygon");
  expect(isUnsaved(polygon, null)).toBe(false);
  expect(isUnsaved({ ...polygon, name: "D" }, null)).toBe(true);
  expect(isUnsaved({ ...polygon, shape: { ...polygon.shape, corners: [[1, 2]] } }, null)).toBe(true);
  expect(isUnsaved({ ...startGeofence("circle"), shape: { ...polygon.shape, centre: { lat: 1, lon: 2 } } }, null)).toBe(true);
  const stored = { id: 7, name: "Depot", shape: { kind: "circle" as const, lat: 1, lon: 2, radiusM: 300 } };
  const open = openGeofence(stored);
  expect(isUnsaved(open, stored)).toBe(false);
  expect(isUnsaved({ ...open, name: "Yard" }, stored)).toBe(true);
  expect(isUnsaved({ ...open, shape: { ...open.shape, centre: null } }, stored)).toBe(true);
});
