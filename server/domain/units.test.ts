import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fromMpg,
  fromMph,
  toFahrenheit,
  toGallons,
  toGForce,
  toKm,
  toKmPerL,
  toLitresPer100Km,
  toMiles,
  toMpg,
  toMph,
  toPsi,
} from "./units.ts";

describe("units", () => {
  test("known pairs", () => {
    expect(toKm(1500)).toBe(1.5);
    expect(toMiles(1609.344)).toBe(1);
    expect(toMph(112.65408)).toBeCloseTo(70, 9);
    expect(toGallons(3.785411784)).toBe(1);
    expect(toFahrenheit(-40)).toBe(-40);
    expect(toFahrenheit(100)).toBe(212);
    expect(toGForce(35.30394)).toBeCloseTo(1, 9);
    expect(toPsi(220)).toBeCloseTo(31.908, 3);
  });

  test("economy: 7.84 L/100 km are 30 mpg, and no fuel has no figure", () => {
    expect(toMpg(7.8404861)).toBeCloseTo(30, 5);
    expect(toMpg(0)).toBeNull();
    expect(toMpg(100 / fromMpg(30))).toBeCloseTo(30, 9);
    expect(toLitresPer100Km(4, 50_000)).toBe(8);
    expect(toLitresPer100Km(4, 0)).toBeNull();
    expect(toKmPerL(50_000, 4)).toBe(12.5);
    expect(toKmPerL(50_000, 0)).toBeNull();
    expect(toKmPerL(50_000, null)).toBeNull();
  });

  test("speeds go there and back", () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 400, noNaN: true }), (mph) => Math.abs(toMph(fromMph(mph)) - mph) < 1e-9));
  });
});
