/** Ways through the town: from a side street along arterials, perhaps an expressway, to another side street. */
import type { Random } from "./random.ts";
import {
  arterialM,
  type Expressway,
  eastmostArterial,
  expressways,
  gridBounds,
  type Point,
  type StreetClass,
  sideStreetM,
} from "./streets.ts";

/** Somewhere to park: on a side street, `depthM` north (or south) of an east-west arterial. */
export interface Place {
  x: number;
  /** Number of the east-west arterial. */
  arterial: number;
  depthM: number;
}

/** A point of a route with the street that leads to it, and the metres from the start. */
export interface Waypoint extends Point {
  streetClass: StreetClass;
  atM: number;
}

export type Route = readonly Waypoint[];

export function toPlacePoint(place: Place): Point {
  return { x: place.x, y: place.arterial * arterialM + place.depthM };
}

/** A place within a half mile of a corner of two arterials, on land. */
export function createPlace(random: Random, [east, north]: readonly [number, number]): Place {
  const arterial = clamp(north, gridBounds.south + 1, gridBounds.north - 1);
  const number = clamp(east, gridBounds.west + 1, eastmostArterial(arterial) - 1);
  const side = random.chance(0.5) ? 1 : -1;
  return {
    x: number * arterialM + side * sideStreetM * random.pick([1, 2, 3]),
    arterial,
    depthM: (random.chance(0.5) ? 1 : -1) * random.between(45, 280),
  };
}

/** A place between `nearM` and `farM` away (as the street runs) where that is possible. */
export function createPlaceAround(random: Random, from: Place, nearM: number, farM: number): Place {
  const centre = toPlacePoint(from);
  let best: Place | undefined;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const distanceM = random.between(nearM, farM);
    const eastM = random.between(-distanceM, distanceM);
    const northM = (random.chance(0.5) ? 1 : -1) * (distanceM - Math.abs(eastM));
    const place = createPlace(random, [Math.round((centre.x + eastM) / arterialM), Math.round((centre.y + northM) / arterialM)]);
    const awayM = streetDistance(centre, toPlacePoint(place));
    if (awayM >= nearM && awayM <= farM) return place;
    best = awayM > sideStreetM * 2 ? place : best;
  }
  return best ?? createPlace(random, [Math.round(centre.x / arterialM) - 2, from.arterial]);
}

/** The nearest place to park for a point on the map. */
export function nearestPlace({ x, y }: Point): Place {
  const arterial = clamp(Math.round(y / arterialM), gridBounds.south + 1, gridBounds.north - 1);
  const column = Math.round(x / sideStreetM);
  const depthM = clamp(y - arterial * arterialM, -300, 300);
  return { x: (column % 4 === 0 ? column + 1 : column) * sideStreetM, arterial, depthM: Math.abs(depthM) < 30 ? 60 : depthM };
}

/** A way between two places; by expressway where one helps. */
export function planRoute(random: Random, from: Place, to: Place): Route {
  const start = toPlacePoint(from);
  const entry: Point = { x: from.x, y: from.arterial * arterialM };
  const exit: Point = { x: to.x, y: to.arterial * arterialM };
  const ride = findRide(entry, exit);
  const line = new RouteLine(start);
  // Two corners may name one street with another rounding.
  const isSameStreet = Math.abs(from.x - to.x) < 1 && from.arterial === to.arterial && from.depthM * to.depthM > 0;
  if (!isSameStreet) line.go(entry, "side");
  if (ride && random.chance(0.85)) {
    drive(line, random, ride.enter);
    for (const point of ride.points) line.go(point, ride.road.streetClass);
    line.go(ride.leave, ride.road.streetClass);
  }
  if (!isSameStreet) drive(line, random, exit);
  line.go(toPlacePoint(to), "side");
  return line.points;
}

/** Builds a route; points that do not move on are left out. */
class RouteLine {
  readonly points: Waypoint[];
  end: Waypoint;

  constructor(start: Point) {
    this.end = { ...start, streetClass: "side", atM: 0 };
    this.points = [this.end];
  }

  go(point: Point, streetClass: StreetClass): void {
    const lengthM = Math.hypot(point.x - this.end.x, point.y - this.end.y);
    if (lengthM < 1) return;
    this.end = { ...point, streetClass, atM: this.end.atM + lengthM };
    this.points.push(this.end);
  }
}

/** Along arterials with up to three turns; an interchange may hang on a north-south arterial, all else is on an east-west one. */
function drive(line: RouteLine, random: Random, to: Point): void {
  const from = line.end;
  if (!isOnStreet(to)) line.go({ x: to.x, y: from.y }, "arterial");
  else if (!isOnStreet(from)) line.go({ x: from.x, y: to.y }, "arterial");
  else if (Math.abs(from.y - to.y) > 1) {
    const avenue = pickAvenue(random, from, to);
    line.go({ x: avenue, y: from.y }, "arterial");
    line.go({ x: avenue, y: to.y }, "arterial");
  }
  line.go(to, "arterial");
}

/** On an east-west arterial; rounding allowed for. */
function isOnStreet({ y }: Point): boolean {
  return Math.abs(y - Math.round(y / arterialM) * arterialM) < 0.5;
}

/** A north-south arterial on the way that has land all along. */
function pickAvenue(random: Random, from: Point, to: Point): number {
  const arterials = [Math.round(from.y / arterialM), Math.round(to.y / arterialM)];
  const east = Math.min(...arterials.map(eastmostArterial));
  return Math.min(pickBetween(random, from.x, to.x, gridBounds.west, east), east * arterialM);
}

/** An arterial between two coordinates, or the one nearest to the first when there is none between. */
function pickBetween(random: Random, a: number, b: number, lowest: number, highest: number): number {
  const first = Math.ceil(Math.min(a, b) / arterialM);
  const last = Math.floor(Math.max(a, b) / arterialM);
  const number = last >= first ? first + Math.floor(random.next() * (last - first + 1)) : Math.round(a / arterialM);
  return clamp(number, lowest, highest) * arterialM;
}

interface Ride {
  road: Expressway;
  enter: Point;
  leave: Point;
  /** The road's own points between the two. */
  points: Point[];
}

/** At least this far on the expressway, and at most this much further by it than by arterials. */
const shortestRideM = 2500;
const detourShare = 1.15;

function findRide(from: Point, to: Point): Ride | undefined {
  let best: Ride | undefined;
  let bestM = streetDistance(from, to) * detourShare;
  for (const road of expressways) {
    for (const enter of road.interchanges) {
      for (const leave of road.interchanges) {
        const rideM = Math.abs(enter.alongM - leave.alongM);
        // Expressway metres count less: they are the fast ones.
        const costM = streetDistance(from, enter.point) + rideM * 0.7 + streetDistance(leave.point, to);
        if (rideM >= shortestRideM && costM < bestM) {
          bestM = costM;
          best = { road, enter: enter.point, leave: leave.point, points: pointsBetween(road, enter.alongM, leave.alongM) };
        }
      }
    }
  }
  return best;
}

function pointsBetween(road: Expressway, enterM: number, leaveM: number): Point[] {
  const inside: Point[] = [];
  let alongM = 0;
  road.points.forEach((point, index) => {
    const before = road.points[index - 1];
    if (before) alongM += Math.hypot(point.x - before.x, point.y - before.y);
    if (alongM > Math.min(enterM, leaveM) + 1 && alongM < Math.max(enterM, leaveM) - 1) inside.push(point);
  });
  return enterM < leaveM ? inside : inside.reverse();
}

function streetDistance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
