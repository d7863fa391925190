/** A trip's line as a small picture for lists. */
import { decodePolyline, simplifyLine } from "#server/domain/polyline.ts";

/** The box a sketch is drawn in, and the margin that keeps its stroke inside. */
export const sketchBox = { width: 96, height: 64, margin: 6 } as const;

const maxPoints = 64;
const degreeM = 111_195;

/**
 * The line fitted into {@link sketchBox}, north up, as `[x0, y0, x1, y1, …]` in tenths of a unit, at most 64 points.
 * Null for a line of less than two points. Lines across the antimeridian are drawn the long way round; they are rare and small.
 */
export function sketchLine(polyline: string): number[] | null {
  const line = decodePolyline(polyline);
  if (line.length < 2) return null;
  const kept = thin(line);
  const metresPerLon = degreeM * Math.cos(((line[0]?.[0] ?? 0) * Math.PI) / 180);
  const x = kept.map(([, lon]) => lon * metresPerLon);
  const y = kept.map(([lat]) => -lat * degreeM);
  const [left, top, width, height] = [Math.min(...x), Math.min(...y), spread(x), spread(y)];
  const room = { width: sketchBox.width - 2 * sketchBox.margin, height: sketchBox.height - 2 * sketchBox.margin };
  const scale = Math.min(room.width / Math.max(width, 1), room.height / Math.max(height, 1));
  const offsetX = (sketchBox.width - width * scale) / 2;
  const offsetY = (sketchBox.height - height * scale) / 2;
  return x.flatMap((eastM, index) => [tenths((eastM - left) * scale + offsetX), tenths(((y[index] ?? top) - top) * scale + offsetY)]);
}

/** Leaves out what could not be seen at this size; should that be too little, every n-th point is kept. */
function thin(line: [number, number][]): [number, number][] {
  const lat = line.map(([value]) => value);
  const lon = line.map(([, value]) => value);
  const extentM = Math.max(spread(lat), spread(lon)) * degreeM;
  const kept = simplifyLine(lat, lon, extentM / 100).flatMap((index) => line.slice(index, index + 1));
  const step = Math.ceil(kept.length / (maxPoints - 1));
  return kept.filter((_, index) => index % step === 0 || index === kept.length - 1);
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
