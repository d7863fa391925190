/** What a driver meets on a route, decided before setting off: red lights, corners, slower traffic; and how hard they brake for each. */
import type { Random } from "./random.ts";
import type { Route, Waypoint } from "./route.ts";
import { arterialM, limitKmh } from "./streets.ts";
import type { Temperament } from "./temperaments.ts";

/** A stretch of the route on which the car may not go faster than `speedMs`; a stop (0) lasts `waitS`. */
export interface Restraint {
  fromM: number;
  untilM: number;
  speedMs: number;
  waitS: number;
  /** How hard the driver brakes for it, m/s², and from which speed on; above it the car rolls. */
  brakeMs2: number;
  brakeFromMs: number;
}

export interface TrafficOptions {
  /** Heavier vehicles brake and corner less hard: 1 for a car. */
  agility: number;
  /** 0 (night) to 1 (rush hour). */
  density: number;
}

const kmh = 1 / 3.6;

/** All restraints of a route, in the order they are met. */
export function meetTraffic(route: Route, driver: Temperament, random: Random, options: TrafficOptions): Restraint[] {
  const restraints: Restraint[] = [];
  const brake = () =>
    options.agility * (random.chance(driver.hardBrakeChance) ? random.between(...driver.hardBrakeMs2) : random.between(...driver.brakeMs2));
  const push = (fromM: number, untilM: number, speedMs: number, waitS = 0) => {
    const { streetClass = "side" } = route.find((point) => point.atM >= fromM) ?? {};
    const brakeFromMs = limitKmh[streetClass] * driver.cruise[streetClass] * driver.coastShare * kmh;
    restraints.push({ fromM, untilM, speedMs, waitS, brakeMs2: brake(), brakeFromMs });
  };
  // A car that has hardly set off meets nothing but the end of its way.
  const add: Add = (fromM, ...rest) => {
    if (fromM > 5) push(fromM, ...rest);
  };
  for (let index = 1; index < route.length; index += 1) {
    const [from, to, next] = [route[index - 1], route[index], route[index + 1]];
    if (!from || !to) continue;
    if (to.streetClass === "arterial") meetLights(from, to, random, options.density, add);
    meetSlowTraffic(from, to, random, options.density, add);
    if (next) meetCorner(from, to, next, driver, random, options.agility, add);
  }
  const end = route.at(-1);
  if (end) push(end.atM, end.atM, 0);
  return restraints.sort((a, b) => a.fromM - b.fromM);
}

type Add = (fromM: number, untilM: number, speedMs: number, waitS?: number) => void;

/** A light at each arterial that is crossed and at some of the streets half way; red two times out of five. */
function meetLights(from: Waypoint, to: Waypoint, random: Random, density: number, add: Add): void {
  const axis = Math.abs(to.x - from.x) > Math.abs(to.y - from.y) ? "x" : "y";
  const step = arterialM / 2;
  const direction = Math.sign(to[axis] - from[axis]);
  let number = Math.round((from[axis] + direction * 20) / step + direction * 0.499);
  for (; (to[axis] - number * step) * direction > -1; number += direction) {
    const isLight = number % 2 === 0 || (number * 7 + Math.round(from.atM)) % 5 < 2;
    const atM = from.atM + Math.abs(number * step - from[axis]) - random.between(8, 8 + 30 * density);
    if (isLight && atM > from.atM + 20 && random.chance(0.32 + 0.12 * density)) add(atM, atM, 0, random.between(4, 42));
  }
}

function meetCorner(from: Waypoint, to: Waypoint, next: Waypoint, driver: Temperament, random: Random, agility: number, add: Add): void {
  const cosine = ((to.x - from.x) * (next.x - to.x) + (to.y - from.y) * (next.y - to.y)) / ((to.atM - from.atM) * (next.atM - to.atM));
  const roads = [to.streetClass, next.streetClass];
  const isRamp = roads.some((road) => road === "expressway" || road === "drive") && roads.includes("arterial");
  if (isRamp) add(to.atM - 25, to.atM + 40, random.between(28, 40) * kmh);
  else if (cosine < 0.8) add(to.atM - 4, to.atM + 8, random.between(...driver.cornerKmh) * kmh * Math.sqrt(agility));
}

/** Cars that turn, buses, double parking; on expressways the waves of dense traffic. */
function meetSlowTraffic(from: Waypoint, to: Waypoint, random: Random, density: number, add: Add): void {
  const isFast = to.streetClass === "expressway" || to.streetClass === "drive";
  const everyM = isFast ? 5500 - 3500 * density : 1500 - 700 * density;
  let atM = from.atM + random.between(0.1, 1.6) * everyM;
  while (atM < to.atM - 30) {
    const lengthM = isFast ? random.between(150, 700) * density : random.between(10, 60);
    add(atM, Math.min(to.atM, atM + lengthM), (isFast ? random.between(45, 80) : random.between(12, 30)) * kmh);
    atM += lengthM + random.between(0.4, 1.6) * everyM;
  }
}
