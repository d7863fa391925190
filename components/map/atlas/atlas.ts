/** The built-in map: outlines of countries in Web Mercator, prepared so that a tile is drawn from few points. Pure. */
import type { Position } from "geojson";
import { feature } from "topojson-client";
import { toWorld } from "#server/domain/tiles.ts";

/** A closed outline; x and y alternate, 0 to 1 across the world, y down. */
export interface Ring {
  points: Float64Array;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** A polygon with its holes, and the name of the country it belongs to. */
export interface Shape {
  name: string;
  rings: Ring[];
}

/** The files of world-atlas: topologies with an object `countries`. */
export type CountriesTopology = Parameters<typeof feature>[0];

/** Each polygon of each country. */
export function toShapes(topology: CountriesTopology): Shape[] {
  const countries = topology.objects["countries"];
  const collection = countries && feature(topology, countries);
  if (collection?.type !== "FeatureCollection") return [];
  return collection.features.flatMap(({ geometry, properties }) => {
    const name = String(properties?.["name"] ?? "");
    if (geometry.type === "Polygon") return [{ name, rings: geometry.coordinates.map(toRing) }];
    if (geometry.type !== "MultiPolygon") return [];
    return geometry.coordinates.map((polygon) => ({ name, rings: polygon.map(toRing) }));
  });
}

function toRing(positions: Position[]): Ring {
  const ring = { points: new Float64Array(positions.length * 2), minX: 2, minY: 2, maxX: -1, maxY: -1 };
  for (const [index, [lon = 0, lat = 0]] of positions.entries()) {
    const [x, y] = toWorld(lon, lat);
    ring.points[index * 2] = x;
    ring.points[index * 2 + 1] = y;
    ring.minX = Math.min(ring.minX, x);
    ring.maxX = Math.max(ring.maxX, x);
    ring.minY = Math.min(ring.minY, y);
    ring.maxY = Math.max(ring.maxY, y);
  }
  return ring;
}

/** A square of the world: its corner, and how many pixels a world is wide. */
export interface Frame {
  x: number;
  y: number;
  scale: number;
  /** Pixels of its side. */
  size: number;
}

/** How far outside the frame lines are still drawn, so that their ends are not seen, px. */
const marginPx = 4;
/** Points nearer to the last one than this are left out, px. */
const detailPx = 0.6;

/**
 * Draws a ring into a path, in pixels of the frame. Runs of points on one side of the frame shrink to their ends, which
 * changes nothing inside it; so a coast of 30,000 points costs little on a street-level tile.
 */
export function traceRing(
  path: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void },
  ring: Ring,
  frame: Frame,
): void {
  const { points } = ring;
  const count = points.length / 2;
  let started = false;
  let lastX = 0;
  let lastY = 0;
  let side = 0;
  let held = false;
  for (let index = 0; index < count; index++) {
    const x = ((points[index * 2] ?? 0) - frame.x) * frame.scale;
    const y = ((points[index * 2 + 1] ?? 0) - frame.y) * frame.scale;
    const here = sideOf(x, y, frame.size);
    if (started && index < count - 1) {
      if ((side & here) !== 0) {
        [lastX, lastY, side, held] = [x, y, side & here, true];
        continue;
      }
      if (!held && Math.abs(x - lastX) < detailPx && Math.abs(y - lastY) < detailPx) continue;
    }
    if (held) path.lineTo(lastX, lastY);
    if (started) path.lineTo(x, y);
    else path.moveTo(x, y);
    [lastX, lastY, side, held, started] = [x, y, here, false, true];
  }
}

/** Which sides of the frame a point lies beyond, as bits; 0 inside. */
function sideOf(x: number, y: number, size: number): number {
  return (x < -marginPx ? 1 : 0) | (x > size + marginPx ? 2 : 0) | (y < -marginPx ? 4 : 0) | (y > size + marginPx ? 8 : 0);
}

/** True when a ring may be seen in the frame. */
export function isInFrame(ring: Ring, frame: Frame): boolean {
  const span = (frame.size + 2 * marginPx) / frame.scale;
  const x = frame.x - marginPx / frame.scale;
  const y = frame.y - marginPx / frame.scale;
  return ring.maxX >= x && ring.minX <= x + span && ring.maxY >= y && ring.minY <= y + span;
}

const gridSteps = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Degrees between lines of the grid: the largest step that keeps them at most `maxPx` apart at a world `scale` pixels wide. */
export function gridStep(scale: number, maxPx = 220): number {
  return gridSteps.find((step) => (step / 360) * scale <= maxPx) ?? 0.001;
}

/** "52.4° N", with as many decimals as the step of the grid needs. */
export function toGridLabel(degrees: number, step: number, axis: "lat" | "lon"): string {
  const digits = step >= 1 ? 0 : Math.ceil(-Math.log10(step));
  const letter = axis === "lat" ? (degrees >= 0 ? "N" : "S") : degrees >= 0 ? "E" : "W";
  return `${Math.abs(degrees).toFixed(digits)}° ${letter}`;
}
