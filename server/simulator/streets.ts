/**
 * Chicago's streets, from what makes them regular: an arterial each half mile from State and Madison, a side street each
 * eighth of a mile, all of it turned by one degree against north; and a few expressways as lines through known places.
 */
import type { Position } from "#server/domain/trips/trip.ts";

/** Metres east and north of State and Madison along the grid (not along the meridian). */
export interface Point {
  x: number;
  y: number;
}

export type StreetClass = "side" | "arterial" | "ramp" | "drive" | "expressway";

/** Posted limits in km/h: 25, 30, 35, 45 and 55 mph. */
export const limitKmh: Record<StreetClass, number> = { side: 40, arterial: 48, ramp: 56, drive: 72, expressway: 89 };

/** Half a mile: from one arterial to the next. */
export const arterialM = 804.672;
export const sideStreetM = arterialM / 4;

const origin: Position = { lat: 41.8819, lon: -87.6278 };
const turned = (1.1 / 180) * Math.PI;
const metresPerDegree = (6_371_008.8 / 180) * Math.PI;
/** The longitude scale of one latitude serves the whole town: wrong by 0.1 % at its edges. */
const metresPerDegreeLon = metresPerDegree * Math.cos((41.92 / 180) * Math.PI);

export function toPosition({ x, y }: Point): Position {
  const east = x * Math.cos(turned) - y * Math.sin(turned);
  const north = x * Math.sin(turned) + y * Math.cos(turned);
  return { lat: origin.lat + north / metresPerDegree, lon: origin.lon + east / metresPerDegreeLon };
}

export function toPoint({ lat, lon }: Position): Point {
  const east = (lon - origin.lon) * metresPerDegreeLon;
  const north = (lat - origin.lat) * metresPerDegree;
  return { x: east * Math.cos(turned) + north * Math.sin(turned), y: north * Math.cos(turned) - east * Math.sin(turned) };
}

/** Degrees clockwise from true north for a direction along the grid. */
export function toHeading(dx: number, dy: number): number {
  const degrees = (Math.atan2(dx, dy) - turned) * (180 / Math.PI);
  return (degrees + 360) % 360;
}

/** Numbers of the arterials: west to east (Harlem Avenue is -18, State Street 0), south to north (Cermak Road -4, Devon Avenue 16). */
export const gridBounds = { west: -18, south: -4, north: 16 } as const;

/** The lake shore, south to north. */
const shore: readonly Position[] = [
  { lat: 41.75, lon: -87.58 },
  { lat: 41.85, lon: -87.609 },
  { lat: 41.88, lon: -87.611 },
  { lat: 41.893, lon: -87.6105 },
  { lat: 41.8975, lon: -87.614 },
  { lat: 41.9015, lon: -87.621 },
  { lat: 41.9115, lon: -87.6235 },
  { lat: 41.925, lon: -87.63 },
  { lat: 41.94, lon: -87.635 },
  { lat: 41.955, lon: -87.64 },
  { lat: 41.97, lon: -87.642 },
  { lat: 41.985, lon: -87.651 },
  { lat: 42.005, lon: -87.657 },
];
const shorePoints = shore.map(toPoint);
/** Arterials end this far from the water, m. */
const shoreMarginM = 700;

/** The last arterial before the lake on an east-west arterial. */
export function eastmostArterial(northing: number): number {
  return Math.min(0, Math.floor((shoreAt(northing * arterialM) - shoreMarginM) / arterialM));
}

/** How far east the land reaches at a height of the map, m. */
export function shoreAt(y: number): number {
  return interpolate(
    shorePoints,
    (point) => point.y,
    (point) => point.x,
    y,
  );
}

function interpolate(points: readonly Point[], key: (point: Point) => number, value: (point: Point) => number, at: number): number {
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1], points[index]];
    if (a && b && (at <= key(b) || index === points.length - 1)) {
      return value(a) + ((value(b) - value(a)) * (at - key(a))) / (key(b) - key(a));
    }
  }
  return Number.NaN;
}

/** A road without lights, with the arterials from which it can be entered and left. */
export interface Expressway {
  name: string;
  streetClass: "drive" | "expressway";
  points: Point[];
  /** In order along the road; `alongM` from its first point. */
  interchanges: { point: Point; alongM: number }[];
}

/** Which arterials have ramps: numbers of north-south ones (`x`) or of east-west ones (`y`). */
interface RoadPlan {
  name: string;
  streetClass: "drive" | "expressway";
  axis: "x" | "y";
  ramps: number[];
  line: [lat: number, lon: number][];
}

const roadPlans: RoadPlan[] = [
  {
    name: "Eisenhower Expressway",
    streetClass: "expressway",
    axis: "x",
    ramps: [-4, -6, -8, -10, -12, -15, -18],
    line: [
      [41.8757, -87.645],
      [41.8755, -87.6884],
      [41.8743, -87.7062],
      [41.8738, -87.7258],
      [41.8716, -87.7454],
      [41.8708, -87.7766],
      [41.8738, -87.81],
    ],
  },
  {
    name: "Kennedy Expressway",
    streetClass: "expressway",
    axis: "x",
    ramps: [-3, -4, -6, -8, -10, -12, -14, -18],
    line: [
      [41.885, -87.6455],
      [41.9035, -87.66],
      [41.9107, -87.6655],
      [41.9252, -87.6785],
      [41.9375, -87.697],
      [41.9474, -87.7191],
      [41.9529, -87.7292],
      [41.961, -87.7431],
      [41.9702, -87.7609],
      [41.979, -87.784],
      [41.9823, -87.8089],
    ],
  },
  {
    name: "Lake Shore Drive",
    streetClass: "drive",
    axis: "y",
    ramps: [2, 4, 6, 8, 10, 12, 13],
    line: [
      [41.8757, -87.6185],
      [41.885, -87.6142],
      [41.8925, -87.6135],
      [41.8968, -87.6165],
      [41.9005, -87.624],
      [41.9115, -87.6265],
      [41.926, -87.6325],
      [41.94, -87.6385],
      [41.955, -87.644],
      [41.9695, -87.646],
      [41.985, -87.655],
    ],
  },
];

export const expressways: readonly Expressway[] = roadPlans.map(layRoad);

function layRoad({ name, streetClass, axis, ramps, line }: RoadPlan): Expressway {
  const points = line.map(([lat, lon]) => toPoint({ lat, lon }));
  const interchanges = ramps.map((number) => crossing(points, axis, number * arterialM)).filter((found) => found !== undefined);
  return { name, streetClass, points, interchanges: interchanges.sort((a, b) => a.alongM - b.alongM) };
}

/** Where a line crosses an arterial. */
function crossing(points: readonly Point[], axis: "x" | "y", at: number): { point: Point; alongM: number } | undefined {
  let alongM = 0;
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1], points[index]];
    if (!a || !b) continue;
    const lengthM = Math.hypot(b.x - a.x, b.y - a.y);
    const share = (at - a[axis]) / (b[axis] - a[axis]);
    if (share >= 0 && share < 1) {
      return { point: { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }, alongM: alongM + lengthM * share };
    }
    alongM += lengthM;
  }
  return undefined;
}
