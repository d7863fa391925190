/** The longitudinal motion of a car, second by second: cruise, launch, brake in time for what lies ahead. */
import type { Random } from "./random.ts";
import type { Route } from "./route.ts";
import { limitKmh } from "./streets.ts";
import type { Temperament } from "./temperaments.ts";
import type { Restraint } from "./traffic.ts";

/** One entry a second; the first and the last are at rest. */
export interface Motion {
  /** Metres from the start of the route. */
  alongM: number[];
  speedMs: number[];
}

export interface Performance {
  /** Share of a car's acceleration: a truck has less. */
  agility: number;
  topKmh: number;
}

/** Slower than this the car counts as standing, m/s. */
const creepMs = 0.3;
/** Who comes to a stop faster than planned brakes this much harder than meant; at the planned rate the car would roll over the line. */
const lateBrakeShare = 1.2;
/** A trip that does not end would fill the memory: no way through the town takes this long, s. */
const longestTripS = 4 * 3600;

/**
 * Drives a route. Braking is planned so that each restraint is met at a constant deceleration of its own; accelerations
 * fade towards the cruising speed, which wanders a little.
 */
export function driveRoute(route: Route, restraints: readonly Restraint[], driver: Temperament, car: Performance, random: Random): Motion {
  const motion: Motion = { alongM: [0], speedMs: [0] };
  const endM = route.at(-1)?.atM ?? 0;
  const drive: Drive = {
    route,
    stops: restraints.filter((restraint) => restraint.speedMs === 0),
    slows: restraints.filter((restraint) => restraint.speedMs > 0),
    driver,
    car,
    random,
  };
  const state = { ...atRest, launchMs2: pickLaunch(driver, random) };
  for (let second = 0; second < longestTripS && (state.alongM < endM - 0.01 || state.speedMs > 0); second += 1) {
    step(state, drive);
    motion.alongM.push(state.alongM);
    motion.speedMs.push(state.speedMs);
  }
  return motion;
}

interface MotionState {
  alongM: number;
  speedMs: number;
  accelMs2: number;
  wanderMs: number;
  launchMs2: number;
  waitS: number;
  /** Index of the waypoint the car drives towards, and of the first stop and slow stretch that are not behind. */
  leg: number;
  stop: number;
  slow: number;
}

const atRest: MotionState = { alongM: 0, speedMs: 0, accelMs2: 0, wanderMs: 0, launchMs2: 0, waitS: 0, leg: 1, stop: 0, slow: 0 };

interface Drive {
  route: Route;
  stops: readonly Restraint[];
  slows: readonly Restraint[];
  driver: Temperament;
  car: Performance;
  random: Random;
}

function step(state: MotionState, drive: Drive): void {
  if (state.waitS > 0) {
    state.waitS -= 1;
    return;
  }
  const { driver, car } = drive;
  const before = state.speedMs;
  const targetMs = cruiseMs(state, drive);
  const rise = Math.min(state.accelMs2 + driver.jerkMs3, state.launchMs2 * car.agility * (1 - 0.8 * (before / targetMs)));
  let after = before < targetMs ? Math.min(targetMs, before + Math.max(rise, 0)) : Math.max(targetMs, before - driver.brakeMs2[0] * 0.8);
  after = Math.max(0, Math.min(after, restrainedMs(state, drive)));
  const stop = drive.stops[state.stop];
  if (stop && after < 2 * creepMs && stop.fromM - state.alongM - (before + after) / 2 < 2) {
    // The last metre is not driven on its own: the car stands where it meant to stop.
    state.alongM = Math.max(state.alongM, stop.fromM);
    state.speedMs = 0;
    state.waitS = stop.waitS;
    state.accelMs2 = 0;
    state.launchMs2 = pickLaunch(driver, drive.random);
    state.stop += 1;
    return;
  }
  state.alongM += (before + after) / 2;
  state.accelMs2 = Math.max(0, after - before);
  state.speedMs = after;
}

/** The speed the driver would like here: the limit as they read it, wandering. */
function cruiseMs(state: MotionState, { route, driver, car, random }: Drive): number {
  while (state.leg < route.length - 1 && state.alongM >= (route[state.leg]?.atM ?? 0)) state.leg += 1;
  const streetClass = route[state.leg]?.streetClass ?? "side";
  state.wanderMs = 0.93 * state.wanderMs + random.normal(driver.wanderKmh / 3.6);
  return Math.max(3, Math.min(car.topKmh, limitKmh[streetClass] * driver.cruise[streetClass]) / 3.6 + state.wanderMs);
}

/** The fastest speed at the end of this second that still meets every restraint ahead, m/s. */
function restrainedMs(state: MotionState, { stops, slows, driver }: Drive): number {
  while ((slows[state.slow]?.untilM ?? Number.POSITIVE_INFINITY) < state.alongM) state.slow += 1;
  return Math.min(restrainedBy(stops, state.stop, state, driver), restrainedBy(slows, state.slow, state, driver));
}

function restrainedBy(restraints: readonly Restraint[], first: number, state: MotionState, driver: Temperament): number {
  const { alongM, speedMs: before } = state;
  let fastest = Number.POSITIVE_INFINITY;
  for (let index = first; index < restraints.length; index += 1) {
    const restraint = restraints[index];
    // Nobody looks further ahead than they need to stop gently.
    if (!restraint || restraint.fromM - alongM > 60 + 1.5 * before * before) break;
    if (restraint.untilM < alongM && restraint.speedMs > 0) continue;
    const distanceM = restraint.fromM - alongM;
    const allowed = distanceM <= 0 ? restraint.speedMs : approachMs(restraint, distanceM, before, driver);
    fastest = Math.min(fastest, Math.max(allowed, before - restraint.brakeMs2 * lateBrakeShare));
  }
  return fastest;
}

/** The speed after one more second from which rolling and then braking still meets a restraint, m/s. */
function approachMs(restraint: Restraint, distanceM: number, before: number, driver: Temperament): number {
  const { speedMs, brakeMs2, brakeFromMs } = restraint;
  const brakingM = Math.max(0, brakeFromMs * brakeFromMs - speedMs * speedMs) / (2 * brakeMs2);
  if (distanceM > brakingM) {
    const rolling = slowDown(brakeFromMs, driver.coastMs2, distanceM - brakingM, before);
    if (rolling >= brakeFromMs) return rolling;
  }
  return slowDown(speedMs, brakeMs2, distanceM, before);
}

/**
 * The speed v after one more second from which a constant deceleration b reaches speed c in what is left of the distance d:
 * v² = c² + 2b (d - (v₀ + v) / 2).
 */
function slowDown(c: number, b: number, d: number, before: number): number {
  const under = b * b + 4 * (c * c + 2 * b * d - b * before);
  return under <= 0 ? 0 : (Math.sqrt(under) - b) / 2;
}

function pickLaunch(driver: Temperament, random: Random): number {
  return random.chance(driver.hardLaunchChance) ? random.between(...driver.hardLaunchMs2) : random.between(...driver.launchMs2);
}
