import fc from "fast-check";
import { expect, test } from "vitest";
import { arterialM, eastmostArterial, expressways, gridBounds, shoreAt, toHeading, toPoint, toPosition } from "./streets.ts";

test.each([
  ["Western and Madison", -6, 0, 41.8812, -87.6867],
  ["Western and Devon", -6, 16, 41.9977, -87.6898],
  ["Cicero and Madison", -12, 0, 41.8804, -87.7452],
  ["Pulaski and Fullerton", -10, 6, 41.9247, -87.7267],
])("%s lies where it does in Chicago", (_name, east, north, lat, lon) => {
  const position = toPosition({ x: east * arterialM, y: north * arterialM });
  expect(Math.abs(position.lat - lat) * 111_195).toBeLessThan(120);
  expect(Math.abs(position.lon - lon) * 82_700).toBeLessThan(120);
});

test("points and positions turn into each other", () => {
  fc.assert(
    fc.property(fc.double({ min: -15_000, max: 3000, noNaN: true }), fc.double({ min: -4000, max: 14_000, noNaN: true }), (x, y) => {
      const point = toPoint(toPosition({ x, y }));
      expect(Math.hypot(point.x - x, point.y - y)).toBeLessThan(0.01);
    }),
  );
});

test("headings are degrees clockwise from north", () => {
  expect(toHeading(0, 1)).toBeCloseTo(358.9, 5);
  expect(toHeading(1, 0)).toBeCloseTo(88.9, 5);
  expect(toHeading(-1, 0)).toBeCloseTo(268.9, 5);
});

test("arterials end before the lake", () => {
  for (let north = gridBounds.south; north <= gridBounds.north; north += 1) {
    const end = eastmostArterial(north);
    expect(end).toBeGreaterThan(gridBounds.west + 10);
    expect(end * arterialM).toBeLessThan(shoreAt(north * arterialM));
  }
});

test("expressways can be entered and left, on land", () => {
  for (const { name, interchanges } of expressways) {
    expect(interchanges.length, name).toBeGreaterThan(4);
    for (const { point } of interchanges) expect(point.x, name).toBeLessThan(shoreAt(point.y));
  }
});
