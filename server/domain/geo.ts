/** Distances on the sphere. */

/** Mean earth radius, metres (IUGG). */
const earthRadiusM = 6_371_008.8;
const radians = Math.PI / 180;

/** Great-circle distance of two positions in metres (haversine). */
export function distanceBetweenM(latA: number, lonA: number, latB: number, lonB: number): number {
  const sinLat = Math.sin(((latB - latA) * radians) / 2);
  const sinLon = Math.sin(((lonB - lonA) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(latA * radians) * Math.cos(latB * radians) * sinLon * sinLon;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}
