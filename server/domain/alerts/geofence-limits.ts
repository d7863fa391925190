/** What a geofence may look like. No library, so that the editor in the browser says the same as the server. */
import type { GeofenceShape } from "./alert.ts";
import { boundsOf } from "./geofence.ts";

/** Less than the least a receiver's noise would cross all day, m. */
export const radiusLimitsM = { min: 25, max: 100_000 } as const;
export const cornerLimits = { min: 3, max: 100 } as const;

/** A polygon with less area than this is a line, m². */
export const leastAreaM2 = 500;

type Corner = readonly [lat: number, lon: number];

export type ShapeProblem = "radius" | "corners" | "crossing" | "area" | "meridian";

/** What is wrong with a shape: its radius, how many corners it has, that its sides cross, how little or how far round it reaches. Null: nothing. */
export function findShapeProblem(shape: GeofenceShape): ShapeProblem | null {
  if (shape.kind === "circle") return shape.radiusM >= radiusLimitsM.min && shape.radiusM <= radiusLimitsM.max ? null : "radius";
  const { length } = shape.corners;
  if (length < cornerLimits.min || length > cornerLimits.max) return "corners";
  const { west, east, areaM2 } = boundsOf(shape);
  if (east - west > 180) return "meridian";
  if (crossesItself(shape.corners)) return "crossing";
  return areaM2 < leastAreaM2 ? "area" : null;
}

/** True when two sides of a closed outline meet anywhere but at the corner they share. */
export function crossesItself(corners: readonly Corner[]): boolean {
  const sides = corners.flatMap((from, index): [Corner, Corner][] => {
    const to = corners[(index + 1) % corners.length];
    return to && (from[0] !== to[0] || from[1] !== to[1]) ? [[from, to]] : [];
  });
  return sides.some((side, index) =>
    sides.slice(index + 1).some((other, behind) => {
      const isNext = behind === 0;
      const isLastToFirst = index === 0 && behind === sides.length - 2;
      if (isNext && isLastToFirst) return true;
      if (isNext) return foldsBack(side, other);
      return isLastToFirst ? foldsBack(other, side) : meet(side, other);
    }),
  );
}

type Side = readonly [Corner, Corner];

/** Twice the area of a triangle, its sign telling on which side of a-b the third corner lies. */
function turn([aLat, aLon]: Corner, [bLat, bLon]: Corner, [cLat, cLon]: Corner): number {
  return (bLon - aLon) * (cLat - aLat) - (bLat - aLat) * (cLon - aLon);
}

/** True when the second of two neighbours runs back over the first. */
function foldsBack([a, b]: Side, [, c]: Side): boolean {
  const along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return turn(a, b, c) === 0 && along < 0;
}

function meet([a, b]: Side, [c, d]: Side): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

/** For a corner on the line through a and b. */
function isBetween(a: Corner, b: Corner, [lat, lon]: Corner): boolean {
  return lat >= Math.min(a[0], b[0]) && lat <= Math.max(a[0], b[0]) && lon >= Math.min(a[1], b[1]) && lon <= Math.max(a[1], b[1]);
}
