/** How far a car was driven, where it stood and what its odometer showed at any moment, as its trips tell. */
import type { Position, TripTrack } from "./trip.ts";

/** What the logbook knows of a trip. Trips of one car do not overlap. */
export interface LogbookTrip {
  id: number;
  startedAtMs: number;
  endedAtMs: number;
  distanceM: number;
  odometerStartKm: number | null;
  odometerEndKm: number | null;
  start: Position | null;
  end: Position | null;
}

/** A moment inside a trip, read from its track. */
interface Mark {
  drivenM: number;
  position: Position | null;
}

/** Adapters read the car's codes as it is switched on or off: so long before and after a trip still belong to it, ms. */
const besideTripMs = 120_000;

export class Logbook {
  readonly #trips: readonly LogbookTrip[];
  /** Metres driven before each trip. */
  readonly #beforeM: number[] = [];
  readonly #marks = new Map<number, Mark>();

  /** Trips in any order. */
  constructor(trips: readonly LogbookTrip[]) {
    this.#trips = trips.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
    let sumM = 0;
    for (const trip of this.#trips) {
      this.#beforeM.push(sumM);
      sumM += trip.distanceM;
    }
  }

  /** The trip a moment lies in; null between trips. */
  findTripAt(atMs: number): LogbookTrip | null {
    const trip = this.#trips[this.#lastBefore(atMs)];
    return trip && atMs <= trip.endedAtMs ? trip : null;
  }

  /** The trip a moment belongs to: the one it lies in, else the nearest that ended or begins within two minutes. */
  findTripOf(atMs: number): LogbookTrip | null {
    const at = this.#lastBefore(atMs);
    const [before, after] = [this.#trips[at], this.#trips[at + 1]];
    const sinceMs = before ? Math.max(0, atMs - before.endedAtMs) : Number.POSITIVE_INFINITY;
    const untilMs = after ? after.startedAtMs - atMs : Number.POSITIVE_INFINITY;
    if (Math.min(sinceMs, untilMs) > besideTripMs) return null;
    return (sinceMs <= untilMs ? before : after) ?? null;
  }

  /** Reads moments of a trip from its track; without it, the way counts as driven evenly. */
  readTrack(tripId: number, track: TripTrack, moments: readonly number[]): void {
    const trip = this.#trips.find(({ id }) => id === tripId);
    const wholeM = track.distanceM.at(-1) ?? 0;
    if (!trip || track.offsetS.length === 0) return;
    for (const atMs of moments) {
      const offsetS = (atMs - trip.startedAtMs) / 1000;
      const alongM = interpolate(track.offsetS, track.distanceM, offsetS);
      // The track's last metre is rounded; the trip's distance is what counts.
      const drivenM = wholeM > 0 ? (Math.min(alongM, wholeM) / wholeM) * trip.distanceM : this.#evenlyM(trip, atMs);
      this.#marks.set(atMs, { drivenM, position: nearestFix(track, offsetS) });
    }
  }

  /** Metres driven between two moments; an infinite one takes all there is. */
  drivenM(fromMs: number, toMs: number): number {
    return toMs > fromMs ? this.#upToM(toMs) - this.#upToM(fromMs) : 0;
  }

  /** Kilometres on the odometer: counted on from the trip it is known of, the one before first, else back from the one after. */
  odometerKm(atMs: number): number | null {
    const at = this.#lastBefore(atMs);
    const [before, after] = [this.#trips[at], this.#trips[at + 1]];
    const drivenM = (fromMs: number, toMs: number) => this.drivenM(fromMs, toMs) / 1000;
    if (before && before.odometerStartKm !== null) {
      const countedKm = before.odometerStartKm + drivenM(before.startedAtMs, atMs);
      // The odometer itself knows better than any distance worked out.
      return before.odometerEndKm === null
        ? countedKm
        : atMs >= before.endedAtMs
          ? before.odometerEndKm
          : Math.min(countedKm, before.odometerEndKm);
    }
    if (before && before.odometerEndKm !== null) return before.odometerEndKm - drivenM(atMs, before.endedAtMs);
    if (after && after.odometerStartKm !== null) return after.odometerStartKm - drivenM(atMs, after.startedAtMs);
    return null;
  }

  /** Where the car was: on its way by the track, else where the trip before ended or the one after begins. */
  position(atMs: number): Position | null {
    const at = this.#lastBefore(atMs);
    const [before, after] = [this.#trips[at], this.#trips[at + 1]];
    const mark = this.#marks.get(atMs)?.position;
    if (mark) return mark;
    if (before && atMs <= before.endedAtMs) return this.#nearerEnd(before, atMs);
    return before?.end ?? after?.start ?? null;
  }

  #nearerEnd({ start, end, startedAtMs, endedAtMs }: LogbookTrip, atMs: number): Position | null {
    return atMs - startedAtMs < endedAtMs - atMs ? (start ?? end) : (end ?? start);
  }

  #upToM(atMs: number): number {
    const at = this.#lastBefore(atMs);
    const trip = this.#trips[at];
    if (!trip) return 0;
    const beforeM = this.#beforeM[at] ?? 0;
    if (atMs >= trip.endedAtMs) return beforeM + trip.distanceM;
    return beforeM + (this.#marks.get(atMs)?.drivenM ?? this.#evenlyM(trip, atMs));
  }

  #evenlyM({ startedAtMs, endedAtMs, distanceM }: LogbookTrip, atMs: number): number {
    return endedAtMs > startedAtMs ? ((atMs - startedAtMs) / (endedAtMs - startedAtMs)) * distanceM : distanceM;
  }

  /** Index of the last trip that has started by then; -1 before the first. */
  #lastBefore(atMs: number): number {
    let [low, high] = [0, this.#trips.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#trips[middle]?.startedAtMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** The value at `x` on a line through points in order of `x`; the ends stand for what is beyond them. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const next = xs.findIndex((each) => each >= x);
  if (next <= 0) return (next === 0 ? ys[0] : ys.at(-1)) ?? 0;
  const [fromX, toX, fromY, toY] = [xs[next - 1] ?? 0, xs[next] ?? 0, ys[next - 1] ?? 0, ys[next] ?? 0];
  return toX > fromX ? fromY + ((x - fromX) / (toX - fromX)) * (toY - fromY) : toY;
}

function nearestFix({ offsetS, lat, lon }: TripTrack, wantedS: number): Position | null {
  let nearest: Position | null = null;
  let nearestS = Number.POSITIVE_INFINITY;
  for (const [at, second] of offsetS.entries()) {
    const [fixLat, fixLon] = [lat[at] ?? null, lon[at] ?? null];
    const awayS = Math.abs(second - wantedS);
    if (fixLat === null || fixLon === null || awayS >= nearestS) continue;
    nearest = { lat: fixLat, lon: fixLon };
    nearestS = awayS;
  }
  return nearest;
}
