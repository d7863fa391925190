/** A driver's trips so far, with the sums of any stretch of them at hand: rules see nothing else, so nothing later can change them. */
import { localDay, msPerDay } from "#server/domain/time.ts";
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

/** `a + sign * b`, written out: this runs a hundred thousand times for a driver of many years. */
function addStretches(a: StretchSums, b: StretchSums, sign: 1 | -1): StretchSums {
  return {
    trips: a.trips + sign * b.trips,
    distanceM: a.distanceM + sign * b.distanceM,
    durationS: a.durationS + sign * b.durationS,
    idlingS: a.idlingS + sign * b.idlingS,
    hardManoeuvres: a.hardManoeuvres + sign * b.hardManoeuvres,
    measured: a.measured + sign * b.measured,
    score: a.score + sign * b.score,
    scoreSquared: a.scoreSquared + sign * b.scoreSquared,
    scoreM: a.scoreM + sign * b.scoreM,
  };
}

interface CarSums {
  distanceM: number;
  /** Litres, or kWh; a car uses one or the other. */
  used: number;
}

function addCars(a: CarSums, b: CarSums, sign: 1 | -1): CarSums {
  return { distanceM: a.distanceM + sign * b.distanceM, used: a.used + sign * b.used };
}

/** Moments in order, with the running sums of what happened then. */
class RunningSums<Sums> {
  private readonly startedMs: number[] = [];
  private readonly totals: Sums[];
  private readonly combine: (a: Sums, b: Sums, sign: 1 | -1) => Sums;

  constructor(zero: Sums, combine: (a: Sums, b: Sums, sign: 1 | -1) => Sums) {
    this.totals = [zero];
    this.combine = combine;
  }

  add(startedAtMs: number, values: Sums): void {
    this.startedMs.push(startedAtMs);
    this.totals.push(this.combine(this.totals.at(-1) ?? values, values, 1));
  }

  /** Over what started after `fromMs` and not after `toMs`. */
  between(fromMs: number, toMs: number): Sums {
    return this.combine(this.totals[this.countUntil(toMs)] as Sums, this.totals[this.countUntil(fromMs)] as Sums, -1);
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

export class Past {
  private readonly trips: BadgeTrip[] = [];
  private readonly sums = new RunningSums<StretchSums>(none, addStretches);
  private readonly cars = new Map<number, RunningSums<CarSums>>();
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

  /** Whether there was a trip at the moment or before it. */
  hasStartedBy(atMs: number): boolean {
    return this.sums.countUntil(atMs) > 0;
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

  private carSums(vehicleId: number): RunningSums<CarSums> {
    let sums = this.cars.get(vehicleId);
    if (!sums) {
      sums = new RunningSums<CarSums>({ distanceM: 0, used: 0 }, addCars);
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
