/** How far a position is from the border of a geofence. */
import { distanceBetweenM } from "#server/domain/geo.ts";
import type { GeofenceShape } from "./alert.ts";

/** Metres of a degree of latitude on the sphere that {@link distanceBetweenM} measures on. */
const metresPerDegree = distanceBetweenM(0, 0, 1, 0);
const radians = Math.PI / 180;

type Polygon = Extract<GeofenceShape, { kind: "polygon" }>;

export interface Bounds {
  south: number;
  north: number;
  west: number;
  east: number;
  /** Of the shape itself, on a plane: exact enough to tell a place from a line, m². */
  areaM2: number;
}

/** The box around a polygon and its area. */
export function boundsOf({ corners }: Polygon): Bounds {
  const lats = corners.map(([lat]) => lat);
  const lons = corners.map(([, lon]) => lon);
  const bounds = { south: Math.min(...lats), north: Math.max(...lats), west: Math.min(...lons), east: Math.max(...lons) };
  const scale = Math.cos(((bounds.south + bounds.north) / 2) * radians);
  let twice = 0;
  for (const [at, [lat, lon]] of corners.entries()) {
    const [nextLat, nextLon] = corners[(at + 1) % corners.length] as [number, number];
    twice += (lon - bounds.west) * (nextLat - bounds.south) - (nextLon - bounds.west) * (lat - bounds.south);
  }
  return { ...bounds, areaM2: (Math.abs(twice) / 2) * scale * metresPerDegree ** 2 };
}

/** Tells of a position how far outside the border it lies, m; inside it is negative. Beyond a kilometre of a polygon's box: infinite. */
export type BorderDistance = (lat: number, lon: number) => number;

/** Measures against one shape. Circles may lie anywhere; polygons that cross the 180th meridian are refused when they are made. */
export function borderDistanceOf(shape: GeofenceShape): BorderDistance {
  if (shape.kind === "circle") return (lat, lon) => distanceBetweenM(shape.lat, shape.lon, lat, lon) - shape.radiusM;
  const { south, north, west, east } = boundsOf(shape);
  const reachLat = 1000 / metresPerDegree;
  const reachLon = reachLat / Math.cos(Math.max(Math.abs(south), Math.abs(north)) * radians);
  return (lat, lon) => {
    if (lat < south - reachLat || lat > north + reachLat || lon < west - reachLon || lon > east + reachLon) return Number.POSITIVE_INFINITY;
    return polygonDistance(shape.corners, lat, lon);
  };
}

/** On a plane that touches the earth at the position: even-odd for the side, the nearest edge for the distance. */
function polygonDistance(corners: Polygon["corners"], lat: number, lon: number): number {
  const scale = Math.cos(lat * radians);
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  let [lastLat, lastLon] = corners.at(-1) ?? [lat, lon];
  for (const [cornerLat, cornerLon] of corners) {
    const [ax, ay] = [(lastLon - lon) * scale, lastLat - lat];
    const [bx, by] = [(cornerLon - lon) * scale, cornerLat - lat];
    if (ay > 0 !== by > 0 && ax + (ay / (ay - by)) * (bx - ax) > 0) inside = !inside;
    nearest = Math.min(nearest, edgeDistance(ax, ay, bx, by));
    [lastLat, lastLon] = [cornerLat, cornerLon];
  }
  return (inside ? -nearest : nearest) * metresPerDegree;
}

/** From the origin to the segment a-b. */
function edgeDistance(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Positions nearer to the border than this say nothing, m: the noise of a good receiver. */
const leastMarginM = 10;
/** Without a reported accuracy this is assumed, m. */
const assumedAccuracyM = 15;
const mostMarginM = 100;

/**
 * Whether a position is inside or outside for certain; null while it is too near the border to tell, so that noise there does
 * not look like coming and going. Small places keep at least two thirds of their radius as their inside.
 */
export function createSideTeller(shape: GeofenceShape): (lat: number, lon: number, accuracyM: number | null) => boolean | null {
  const distance = borderDistanceOf(shape);
  const radiusM = shape.kind === "circle" ? shape.radiusM : Math.sqrt(boundsOf(shape).areaM2 / Math.PI);
  return (lat, lon, accuracyM) => {
    const marginM = Math.min(mostMarginM, Math.max(leastMarginM, accuracyM ?? assumedAccuracyM));
    const beyondM = distance(lat, lon);
    if (beyondM <= -Math.min(marginM, radiusM / 3)) return true;
    return beyondM >= marginM ? false : null;
  };
}
