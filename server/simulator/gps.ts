/** Where a receiver says the car is, as it goes along a route. */
import type { Random } from "./random.ts";
import { round, type SampleRecord } from "./records.ts";
import type { Route } from "./route.ts";
import { toHeading, toPosition } from "./streets.ts";

/** Cars keep to the right of the middle of the road, m. */
const laneM = 4;
/** Corners are rounded over this distance on both sides, m. */
const cornerM = 6;
const noise = { positionM: 1.6, keeps: 0.92, headingDeg: 1.5, speedKmh: 0.35 };

/** A receiver that is asked once a second, with the metres driven rising. It writes its part of a record. */
export function createGps(route: Route, random: Random) {
  const behind = createWalker(route);
  const ahead = createWalker(route);
  // The error of a receiver drifts: it is nearly the same from one second to the next.
  const kick = noise.positionM * Math.sqrt(1 - noise.keeps ** 2);
  let [errorX, errorY] = [random.normal(noise.positionM), random.normal(noise.positionM)];
  let [headingX, headingY] = [0, 1];
  return (record: SampleRecord, alongM: number, speedMs: number): void => {
    const a = behind(alongM - cornerM);
    const b = ahead(alongM + cornerM);
    const lengthM = Math.hypot(b.x - a.x, b.y - a.y);
    if (lengthM > 0.5) [headingX, headingY] = [(b.x - a.x) / lengthM, (b.y - a.y) / lengthM];
    errorX = noise.keeps * errorX + random.normal(kick);
    errorY = noise.keeps * errorY + random.normal(kick);
    const { lat, lon } = toPosition({
      x: (a.x + b.x) / 2 + headingY * laneM + errorX,
      y: (a.y + b.y) / 2 - headingX * laneM + errorY,
    });
    record.lat = round(lat, 6);
    record.lon = round(lon, 6);
    record.heading_deg = round((toHeading(headingX, headingY) + random.normal(noise.headingDeg) + 360) % 360, 1);
    record.gps_speed_kmh = round(Math.max(0, speedMs > 0 ? speedMs * 3.6 + random.normal(noise.speedKmh) : 0), 1);
  };
}

/** Points along a route for distances that only rise; the point answered is overwritten by the next call. */
function createWalker(route: Route) {
  const point = { x: 0, y: 0 };
  let leg = 1;
  return (alongM: number) => {
    while (leg < route.length - 1 && alongM > (route[leg]?.atM ?? 0)) leg += 1;
    const from = route[leg - 1];
    const to = route[leg];
    if (!from || !to) return point;
    const share = Math.max(0, Math.min(1, (alongM - from.atM) / (to.atM - from.atM)));
    point.x = from.x + (to.x - from.x) * share;
    point.y = from.y + (to.y - from.y) * share;
    return point;
  };
}
