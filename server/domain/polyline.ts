/** Google's encoded polyline, and the thinning of a line before it is encoded. */

const scale = 1e5;

/** Encodes positions with five digits. An empty line is an empty text. */
export function encodePolyline(lat: ArrayLike<number>, lon: ArrayLike<number>): string {
  let text = "";
  let lastLat = 0;
  let lastLon = 0;
  for (let i = 0; i < lat.length; i++) {
    const nextLat = Math.round((lat[i] ?? 0) * scale);
    const nextLon = Math.round((lon[i] ?? 0) * scale);
    text += encodeNumber(nextLat - lastLat) + encodeNumber(nextLon - lastLon);
    lastLat = nextLat;
    lastLon = nextLon;
  }
  return text;
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  while (rest >= 0x20) {
    text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
    rest >>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}

/** Decodes a polyline of five digits into pairs of latitude and longitude. */
export function decodePolyline(text: string): [lat: number, lon: number][] {
  const line: [number, number][] = [];
  let at = 0;
  const next = () => {
    let value = 0;
    let shift = 0;
    let chunk: number;
    do {
      chunk = text.charCodeAt(at++) - 63;
      value |= (chunk & 0x1f) << shift;
      shift += 5;
    } while (chunk >= 0x20);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  let lat = 0;
  let lon = 0;
  while (at < text.length) {
    lat += next();
    lon += next();
    line.push([lat / scale, lon / scale]);
  }
  return line;
}

/** Metres of one degree of latitude. */
const degreeM = 111_195;

/**
 * The indices of a line that are enough to draw it within `toleranceM` metres (Douglas and Peucker), ends included.
 * Works on a flat projection around the line, which is exact enough for one trip.
 */
export function simplifyLine(lat: ArrayLike<number>, lon: ArrayLike<number>, toleranceM: number): number[] {
  const count = lat.length;
  if (count <= 2) return Array.from({ length: count }, (_, i) => i);
  const metresPerLon = degreeM * Math.cos(((lat[0] ?? 0) * Math.PI) / 180);
  const x = Float64Array.from({ length: count }, (_, i) => (lon[i] ?? 0) * metresPerLon);
  const y = Float64Array.from({ length: count }, (_, i) => (lat[i] ?? 0) * degreeM);
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const stack: [number, number][] = [[0, count - 1]];
  for (let range = stack.pop(); range; range = stack.pop()) {
    const [first, last] = range;
    const [index, offset] = farthestFrom(x, y, first, last);
    if (offset <= toleranceM * toleranceM) continue;
    keep[index] = 1;
    stack.push([first, index], [index, last]);
  }
  return Array.from(keep.keys()).filter((i) => keep[i]);
}

/** The point between two others that lies farthest from the straight line through them, with the squared offset. */
function farthestFrom(x: Float64Array, y: Float64Array, first: number, last: number): [index: number, squared: number] {
  const ax = x[first] ?? 0;
  const ay = y[first] ?? 0;
  const dx = (x[last] ?? 0) - ax;
  const dy = (y[last] ?? 0) - ay;
  const length = dx * dx + dy * dy;
  let best = -1;
  let index = first;
  for (let i = first + 1; i < last; i++) {
    const px = (x[i] ?? 0) - ax;
    const py = (y[i] ?? 0) - ay;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
    const ox = px - along * dx;
    const oy = py - along * dy;
    const offset = ox * ox + oy * oy;
    if (offset > best) {
      best = offset;
      index = i;
    }
  }
  return [index, best];
}
