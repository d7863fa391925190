/** The streets a fleet knows: the lines of its own trips, thin enough to lie under every map. */
import { decodePolyline, encodePolyline, simplifyLine } from "#server/domain/polyline.ts";

/** Further off than this a corner would be seen at street level, m. */
const toleranceM = 12;
/** Cells of about 45 m: a line that leads only through cells others have passed draws nothing new. */
const cellsPerDegree = 2500;
/** A line is left out when less than this share of it is new. */
const newShare = 0.08;

/** The lines that show something the ones before them do not, each as an encoded polyline; the order is kept. */
export function toKnownRoads(polylines: readonly string[]): string[] {
  const seen = new Set<string>();
  return polylines.flatMap((polyline) => {
    const line = decodePolyline(polyline);
    const cells = new Set(line.map(([lat, lon]) => `${Math.round(lat * cellsPerDegree)} ${Math.round(lon * cellsPerDegree)}`));
    const fresh = [...cells].filter((cell) => !seen.has(cell));
    if (line.length < 2 || fresh.length < cells.size * newShare) return [];
    for (const cell of fresh) seen.add(cell);
    return [thin(line)];
  });
}

function thin(line: readonly [lat: number, lon: number][]): string {
  const lat = line.map(([value]) => value);
  const lon = line.map(([, value]) => value);
  const kept = simplifyLine(lat, lon, toleranceM);
  return encodePolyline(
    kept.map((index) => lat[index] ?? 0),
    kept.map((index) => lon[index] ?? 0),
  );
}
