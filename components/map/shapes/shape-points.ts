/** The points by which a geofence's shape is shown, held and changed on a map. Pure. */
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { distanceBetweenM } from "#server/domain/geo.ts";

export interface Point {
  lat: number;
  lon: number;
}

export type Corner = [lat: number, lon: number];

/** Metres of one degree along a meridian. */
const metresPerDegree = distanceBetweenM(0, 0, 1, 0);

/** The point this far east of another. */
export function eastOf({ lat, lon }: Point, distanceM: number): Point {
  return { lat, lon: lon + distanceM / (metresPerDegree * Math.max(0.01, Math.cos((lat * Math.PI) / 180))) };
}

/** The points that a map must show to show all of a shape. */
export function extentOf(shape: GeofenceShape): Point[] {
  if (shape.kind === "polygon") return shape.corners.map(([lat, lon]) => ({ lat, lon }));
  const east = eastOf(shape, shape.radiusM);
  const north = shape.radiusM / metresPerDegree;
  return [
    { lat: shape.lat - north, lon: shape.lon * 2 - east.lon },
    { lat: shape.lat + north, lon: east.lon },
  ];
}

/** Where a shape's name stands: the middle of its upper edge. */
export function labelPointOf(shape: GeofenceShape): Point {
  const points = extentOf(shape);
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  return { lat: Math.max(...lats), lon: (Math.min(...lons) + Math.max(...lons)) / 2 };
}

/** Between each corner and the next, the last and the first too: where a further one may come. */
export function middlesOf(corners: readonly Corner[]): Corner[] {
  return corners.flatMap(([lat, lon], index): Corner[] => {
    const next = corners[(index + 1) % corners.length];
    return next ? [[(lat + next[0]) / 2, (lon + next[1]) / 2]] : [];
  });
}

export function withCorner(corners: readonly Corner[], index: number, corner: Corner): Corner[] {
  return corners.map((before, at) => (at === index ? corner : before));
}

/** A further corner behind the one at `index`. */
export function withCornerAfter(corners: readonly Corner[], index: number, corner: Corner): Corner[] {
  return corners.toSpliced(index + 1, 0, corner);
}

export function withoutCorner(corners: readonly Corner[], index: number): Corner[] {
  return corners.toSpliced(index, 1);
}

/** Degrees as they are kept: about 10 cm. */
export function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** A longitude as it is written, also where the map went round the world. */
export function wrapLon(lon: number): number {
  return lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180;
}
