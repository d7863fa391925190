/** Squares of the map: at zoom z the world is 2^z tiles wide (spherical Web Mercator, EPSG:3857). */

export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** Degrees; west is less than east: nothing here crosses the antimeridian. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

export const maxLatitude = 85.05112878;

/** Longitude and latitude in degrees → 0 to 1 across the world, y down; latitudes beyond the map's end lie on it. */
export function toWorld(lon: number, lat: number): [x: number, y: number] {
  const sine = Math.sin((clamp(lat, -maxLatitude, maxLatitude) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** The inverse of `toWorld`. */
export function fromWorld(x: number, y: number): { lat: number; lon: number } {
  return { lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, lon: (x - 0.5) * 360 };
}

export function tileBounds({ z, x, y }: Tile): Bounds {
  const tiles = 2 ** z;
  const { lat: north, lon: west } = fromWorld(x / tiles, y / tiles);
  const { lat: south, lon: east } = fromWorld((x + 1) / tiles, (y + 1) / tiles);
  return { west, south, east, north };
}

/** The tiles of a zoom that cover some bounds, row by row. Bounds beyond the world's edges are cut there. */
export function tilesWithin({ west, south, east, north }: Bounds, z: number): Tile[] {
  const tiles = 2 ** z;
  const [left, top] = toWorld(west, north);
  const [right, bottom] = toWorld(east, south);
  const place = (value: number) => clamp(Math.floor(value * tiles), 0, tiles - 1);
  const covered: Tile[] = [];
  for (let y = place(top); y <= place(bottom); y++) {
    for (let x = place(left); x <= place(right); x++) covered.push({ z, x, y });
  }
  return covered;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
