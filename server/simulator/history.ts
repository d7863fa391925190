/** What the adapter of one car recorded from its first day until the end: trips, pauses, fault codes. */
import type { DriverSeed, Scenario, VehicleSeed } from "#db/seeds/scenario.ts";
import { msPerDay, msPerHour } from "#server/domain/time.ts";
import { createCarState, type DrivenTrip, driveTrip, reportParked } from "./car.ts";
import { createRandom, type Random } from "./random.ts";
import type { DtcRecord, SimulatedRecord } from "./records.ts";
import { createPlaceAround, type Place, toPlacePoint } from "./route.ts";
import { createAnchors, planStops, type Stop, shortestPauseMs, trafficDensity } from "./schedule.ts";

/** A trip with what was recorded while the car stood before it. Records are in order of time. */
export interface Chapter {
  records: SimulatedRecord[];
  /** Undefined for the last pause. */
  trip?: DrivenTrip;
}

const minute = 60_000;
/** A parked car's adapter wakes up this often. */
const wakeEveryMs = 2 * msPerHour;
/** A phone goes on recording for a quarter of an hour; the next trip comes after that. */
const phonePauseMs = 16 * minute;
/** How far the last trip of a car that is still on the road leads, and of one that has just arrived, m. */
const lastTripM = { onTheRoad: [11_000, 18_000], arrived: [3000, 5000] } as const;

/** The random stream of a vehicle: its own, so that a change to one car changes no other. */
export function vehicleRandom(scenario: Scenario, seed: VehicleSeed): Random {
  return createRandom(`${scenario.seed}/${scenario.name}/${seed.plate}`);
}

/** Chapters until `end` (epoch milliseconds); nothing is recorded after it. The same arguments give the same records. */
export function* simulateHistory(scenario: Scenario, seed: VehicleSeed, end: number): Generator<Chapter> {
  const random = vehicleRandom(scenario, seed);
  const begin = Math.round(end - seed.days * msPerDay);
  const pauseMs = seed.adapter === "phone" ? phonePauseMs : shortestPauseMs;
  const anchors = createAnchors(seed, random);
  const state = createCarState(seed, seed.pattern === "courier" ? anchors.work : anchors.home, random.fork("state"));
  const extras = createExtras(seed, end, random);
  let parkedSince = begin;
  for (const stop of withLastTrip(seed, planStops(seed, anchors, begin, end, random.fork("plan")), end)) {
    const startAt = Math.round(Math.max(stop.at, parkedSince + pauseMs));
    if (startAt >= end) break;
    const to = stop.to === "ahead" ? placeAhead(seed, state.place, random.fork("last")) : stop.to;
    if (isAt(state.place, to)) continue;
    const temperament = driverAt(scenario, seed, startAt, end).temperament;
    const trip = driveTrip(seed, state, { startAt, to, temperament, density: trafficDensity(startAt) }, random.fork(startAt - end));
    const pause = recordPause(seed, parkedSince, startAt, random);
    yield { trip, records: cutAt([...pause, ...extras(trip), ...trip.records], end) };
    parkedSince = trip.endAt;
  }
  yield { records: recordPause(seed, parkedSince, end, random) };
}

/** Who drives a vehicle at a moment. */
export function driverAt(scenario: Scenario, seed: VehicleSeed, at: number, end: number): DriverSeed {
  const daysAgo = (end - at) / msPerDay;
  const turn = seed.drivers.findLast(({ sinceDaysAgo }) => sinceDaysAgo === undefined || sinceDaysAgo >= daysAgo);
  const driver = scenario.drivers.find(({ key }) => key === turn?.driver);
  if (!driver) throw new Error(`${scenario.name}: nobody drives ${seed.name}`);
  return driver;
}

/** Nobody starts the engine to stay where they are, as on a first day that begins with the way home. */
function isAt(from: Place, to: Place): boolean {
  const [a, b] = [toPlacePoint(from), toPlacePoint(to)];
  return Math.hypot(a.x - b.x, a.y - b.y) < 400;
}

interface LastStop {
  at: number;
  to: Place | "ahead";
}

/** The planned stops, with room for the last trip where one is asked for. */
function withLastTrip(seed: VehicleSeed, stops: readonly Stop[], end: number): LastStop[] {
  if (seed.lastTripMinutesAgo === undefined) return [...stops];
  const at = end - seed.lastTripMinutesAgo * minute;
  return [...stops.filter((stop) => stop.at < at - msPerHour), { at, to: "ahead" }];
}

function placeAhead(seed: VehicleSeed, from: Place, random: Random): Place {
  const [nearM, farM] = seed.onTheRoad ? lastTripM.onTheRoad : lastTripM.arrived;
  return createPlaceAround(random, from, nearM, farM);
}

function recordPause(seed: VehicleSeed, from: number, until: number, random: Random): SimulatedRecord[] {
  const records: SimulatedRecord[] = [];
  if (seed.adapter === "phone") return records;
  for (let at = from + wakeEveryMs; at < until - minute; at += wakeEveryMs) records.push(reportParked(seed, at, random));
  return records;
}

/** What comes along with a trip now and then: fault codes as they appear and are cleared, news of the adapter once a day. */
function createExtras(seed: VehicleSeed, end: number, random: Random): (trip: DrivenTrip) => SimulatedRecord[] {
  const waiting = (seed.faults ?? []).flatMap(({ code, daysAgo, clearedDaysAgo }): DtcRecord[] => [
    { type: "dtc", at: end - daysAgo * msPerDay, code, status: "stored", mil: true },
    ...(clearedDaysAgo === undefined
      ? []
      : [{ type: "dtc", at: end - clearedDaysAgo * msPerDay, code, status: "cleared", mil: false } as const]),
  ]);
  waiting.sort((a, b) => a.at - b.at);
  let reportedAt = Number.NEGATIVE_INFINITY;
  return (trip) => {
    const records: SimulatedRecord[] = [];
    while (waiting[0] && waiting[0].at <= trip.startAt) {
      const fault = waiting.shift();
      if (fault) records.push({ ...fault, at: trip.startAt });
    }
    if (trip.startAt - reportedAt > msPerDay) {
      reportedAt = trip.startAt;
      const firmware = seed.adapter === "phone" ? "app 5.2" : "3.4.1";
      records.push({ type: "device", at: trip.startAt, firmware, signal_pct: Math.round(random.between(55, 95)), plugged: true });
    }
    return records;
  };
}

function cutAt(records: SimulatedRecord[], end: number): SimulatedRecord[] {
  return (records.at(-1)?.at ?? 0) <= end ? records : records.filter(({ at }) => at <= end);
}
