/** A driver's trips so far, with the sums of any stretch of them at hand: rules see nothing else, so nothing later can change them. */
import { localDay, msPerDay } from "../time.ts";
import type { BadgeTrip } from "./badge.ts";

/** Sums over the trips of a stretch. */
export interface StretchSums {
  trips: number;
  distanceM: number;
  durationS: number;
  idlingS: number;
  hardManoeuvres: number;
  /** Trips whose braking and accelerating could be measured. */
  measured: number;
  /** Sum of the scores and of their squares. */
  score: number;
  scoreSquared: number;
  /** Sum of score times metres. */
  scoreM: number;
}

const none: StretchSums = {
  trips: 0,
  distanceM: 0,
  durationS: 0,
  idlingS: 0,
  hardManoeuvres: 0,
  measured: 0,
  score: 0,
  scoreSquared: 0,
  scoreM: 0,
};
const sumKeys = Object.keys(none) as (keyof StretchSums)[];

/** Numbers in order with the running sums of others beside them. */
class RunningSums<Key extends string> {
  readonly startedMs: number[] = [];
  private readonly totals: Record<Key, number>[];
  private readonly keys: readonly Key[];

  constructor(zero: Record<Key, number>, keys: readonly Key[]) {
    this.totals = [zero];
    this.keys = keys;
  }

  add(startedAtMs: number, values: Record<Key, number>): void {
    const last = this.totals.at(-1) ?? values;
    const next = { ...values };
    for (const key of this.keys) next[key] = last[key] + values[key];
    this.startedMs.push(startedAtMs);
    this.totals.push(next);
  }

  /** Over what started after `fromMs` and not after `toMs`. */
  between(fromMs: number, toMs: number): Record<Key, number> {
    const until = this.totals[this.countUntil(toMs)] as Record<Key, number>;
    const before = this.totals[this.countUntil(fromMs)] as Record<Key, number>;
    const sums = { ...until };
    for (const key of this.keys) sums[key] = until[key] - before[key];
    return sums;
  }

  /** How many started at the moment or before it. */
  countUntil(atMs: number): number {
    let low = 0;
    let high = this.startedMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.startedMs[middle] as number) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface CarSums {
  distanceM: number;
  /** Litres, or kWh; a car uses one or the other. */
  used: number;
}

export class Past {
  private readonly trips: BadgeTrip[] = [];
  private readonly sums = new RunningSums<keyof StretchSums>(none, sumKeys);
  private readonly cars = new Map<number, RunningSums<keyof CarSums>>();
  private readonly days = new Map<number, string>();

  /** Adds the next trip in order of start. */
  add(trip: BadgeTrip): void {
    const { startedAtMs, distanceM, durationS, idlingS, score } = trip;
    const hardManoeuvres = trip.hardBrakes + trip.hardAccels;
    const measured = trip.hbr === null || trip.hac === null ? 0 : 1;
    this.trips.push(trip);
    this.sums.add(startedAtMs, {
      ...{ trips: 1, distanceM, durationS, idlingS, hardManoeuvres, measured },
      ...{ score, scoreSquared: score ** 2, scoreM: score * distanceM },
    });
    const used = trip.fuelL ?? trip.energyKwh;
    if (used !== null) this.carSums(trip.vehicleId).add(startedAtMs, { distanceM, used });
  }

  /** Sums over the days that end `untilDays` before a moment (default: with it). */
  lastDays(atMs: number, days: number, untilDays = 0): StretchSums {
    const toMs = atMs - untilDays * msPerDay;
    return this.sums.between(toMs - days * msPerDay, toMs);
  }

  /** On how many local calendar days of the last ones before a moment there was driving. */
  countDrivingDays(atMs: number, days: number): number {
    const from = this.sums.countUntil(atMs - days * msPerDay);
    const until = this.sums.countUntil(atMs);
    return new Set(this.trips.slice(from, until).map((trip) => this.dayOf(trip))).size;
  }

  /**
   * What a kilometre took in the last days, as a ratio to the days before those in the same cars, weighted by distance; and how far
   * the cars went that can be compared, which went at least `leastM` before.
   */
  compareUse(atMs: number, days: number, leastM: number): { ratio: number; distanceM: number } {
    const nowFromMs = atMs - days * msPerDay;
    let distanceM = 0;
    let weighted = 0;
    for (const car of this.cars.values()) {
      const now = car.between(nowFromMs, atMs);
      const before = car.between(nowFromMs - days * msPerDay, nowFromMs);
      if (now.distanceM <= 0 || before.distanceM < leastM || before.used <= 0) continue;
      distanceM += now.distanceM;
      weighted += now.used / (before.used / before.distanceM);
    }
    return { ratio: distanceM > 0 ? weighted / distanceM : Number.POSITIVE_INFINITY, distanceM };
  }

  private carSums(vehicleId: number): RunningSums<keyof CarSums> {
    let sums = this.cars.get(vehicleId);
    if (!sums) {
      sums = new RunningSums<keyof CarSums>({ distanceM: 0, used: 0 }, ["distanceM", "used"]);
      this.cars.set(vehicleId, sums);
    }
    return sums;
  }

  private dayOf({ id, timeZone, startedAtMs }: BadgeTrip): string {
    let day = this.days.get(id);
    if (day === undefined) {
      day = localDay(timeZone, startedAtMs);
      this.days.set(id, day);
    }
    return day;
  }
}

/** Mean score of a stretch, each metre counting alike; null without trips. */
export function meanScore({ distanceM, scoreM }: StretchSums): number | null {
  return distanceM > 0 ? scoreM / distanceM : null;
}

/** Standard deviation of the scores of a stretch; 0 without trips. */
export function scoreSpread({ trips, score, scoreSquared }: StretchSums): number {
  return trips === 0 ? 0 : Math.sqrt(Math.max(0, scoreSquared / trips - (score / trips) ** 2));
}
