/** When a car sets off and where to: days of commuters, couriers and errands on the town's own clock. */
import type { DayPattern, VehicleSeed } from "#db/seeds/scenario.ts";
import { msPerDay, zoneOffsetMs } from "#server/domain/time.ts";
import type { Random } from "./random.ts";
import { createPlace, createPlaceAround, type Place } from "./route.ts";

export const townTimeZone = "America/Chicago";

/** A trip that is planned; it starts later when the car is still on the way. */
export interface Stop {
  /** Epoch milliseconds. */
  at: number;
  to: Place;
}

const minute = 60_000;
/** A car stands at least this long between two trips. */
export const shortestPauseMs = 2.5 * minute;

/** Where a car lives and works. */
export interface Anchors {
  home: Place;
  work: Place;
}

export function createAnchors(seed: VehicleSeed, random: Random): Anchors {
  return { home: createPlace(random.fork("home"), seed.home), work: createPlace(random.fork("work"), seed.work) };
}

/** The stops of one local day, in order. `midnight` is the moment the day begins; weekdays count from 0, Sunday. */
type DayPlan = (anchors: Anchors, midnight: number, weekday: number, random: Random) => Stop[];

const plans: Record<Exclude<DayPattern, "rounds">, DayPlan> = { commuter: planCommute, courier: planDeliveries, errands: planErrands };

/** All planned stops between two moments, in order of time. */
export function planStops(seed: VehicleSeed, anchors: Anchors, from: number, end: number, random: Random): Stop[] {
  const stops: Stop[] = [];
  if (seed.pattern === "rounds") {
    let place = anchors.home;
    for (let at = from + random.between(0, 15) * minute; at < end; at += random.between(12, 40) * minute) {
      place = createPlaceAround(random, place, 2500, 9000);
      stops.push({ at, to: place });
    }
    return stops;
  }
  const plan = plans[seed.pattern];
  for (let midnight = localMidnight(from); midnight < end; midnight = localMidnight(midnight + 1.5 * msPerDay)) {
    const day = Math.round((midnight + zoneOffsetMs(townTimeZone, midnight)) / msPerDay);
    // 1 January 1970 was a Thursday.
    const weekday = (day + 4) % 7;
    stops.push(...plan(anchors, midnight, weekday, random.fork(day)));
  }
  return stops.filter(({ at }) => at >= from && at < end).sort((a, b) => a.at - b.at);
}

/** The beginning of the town's day that a moment lies in. */
function localMidnight(at: number): number {
  const offset = zoneOffsetMs(townTimeZone, at);
  const midnight = Math.floor((at + offset) / msPerDay) * msPerDay;
  return midnight - zoneOffsetMs(townTimeZone, midnight - offset);
}

/** 0 at night, 1 in the rush hours of working days. */
export function trafficDensity(at: number): number {
  const local = at + zoneOffsetMs(townTimeZone, at);
  const hour = (local % msPerDay) / 3_600_000;
  const isWeekend = [0, 6].includes((Math.floor(local / msPerDay) + 4) % 7);
  if (hour < 6 || hour > 21) return 0.1;
  const isRush = (hour > 7 && hour < 9.3) || (hour > 15.8 && hour < 18.3);
  return isRush && !isWeekend ? 1 : 0.5;
}

const isWorkingDay = (weekday: number) => weekday > 0 && weekday < 6;

function planCommute({ home, work }: Anchors, midnight: number, weekday: number, random: Random): Stop[] {
  const at = (hour: number, spreadMinutes: number) => midnight + hour * 60 * minute + random.normal(spreadMinutes) * minute;
  if (!isWorkingDay(weekday)) return random.chance(0.55) ? planErrands({ home, work }, midnight, weekday, random) : [];
  const stops = [{ at: at(7.4, 14), to: work }];
  if (random.chance(0.25)) {
    const lunch = at(12, 10);
    stops.push({ at: lunch, to: createPlaceAround(random, work, 1800, 4000) }, { at: lunch + 48 * minute, to: work });
  }
  const leave = at(16.8, 22);
  if (random.chance(0.5)) stops.push({ at: leave, to: createPlaceAround(random, work, 2500, 6000) }, { at: leave + 55 * minute, to: home });
  else stops.push({ at: leave, to: home });
  return stops;
}

function planDeliveries({ work: depot }: Anchors, midnight: number, weekday: number, random: Random): Stop[] {
  if (!isWorkingDay(weekday)) return [];
  const stops: Stop[] = [];
  let at = midnight + (8 * 60 + random.normal(12)) * minute;
  let place = depot;
  const customers = 2 + Math.floor(random.next() * 3);
  for (let customer = 0; customer < customers; customer += 1) {
    place = createPlaceAround(random, place, 2500, 7000);
    stops.push({ at, to: place });
    at += random.between(35, 75) * minute;
  }
  return [...stops, { at, to: depot }];
}

function planErrands({ home }: Anchors, midnight: number, _weekday: number, random: Random): Stop[] {
  const at = midnight + random.between(9, 17) * 60 * minute;
  const shop = createPlaceAround(random, home, 2500, 8000);
  const stops = [{ at, to: shop }];
  if (random.chance(0.4)) stops.push({ at: at + random.between(40, 70) * minute, to: createPlaceAround(random, shop, 2000, 5000) });
  return [...stops, { at: at + random.between(90, 150) * minute, to: home }];
}
