/** Coming, going and staying, told from positions in order of time. */
import type { Position } from "#server/domain/trips/trip.ts";
import type { GeofenceShape } from "./alert.ts";
import { createSideTeller } from "./geofence.ts";

/** A believable position; `accuracyM` is null where none was reported. */
export interface Fix extends Position {
  atMs: number;
  accuracyM: number | null;
}

/** Positions less exact than this say nothing, m. */
const maxAccuracyM = 100;

/** A receiver without a fix reports zeros, or a position that may be anywhere in a large circle. */
export function isBelievable({ lat, lon, accuracyM }: Omit<Fix, "atMs">): boolean {
  return !(lat === 0 && lon === 0) && (accuracyM ?? 0) <= maxAccuracyM;
}

/** Whether a vehicle is inside, as of the newest position looked at. `sinceMs` is null when it was like this at first sight. */
export interface FenceStay {
  inside: boolean;
  sinceMs: number | null;
  atMs: number;
}

export interface Crossing {
  inside: boolean;
  /** The last position that was on the other side for certain. */
  fromMs: number;
  /** The first one on this side. */
  atMs: number;
  /** The last one before it crossed again. */
  untilMs: number;
  position: Position;
}

/** A time inside whose beginning is known. */
export interface Visit {
  sinceMs: number;
  /** The last position inside so far. */
  untilMs: number;
  position: Position;
}

/**
 * Walks along positions that come after what is known, in order of time. Positions too near the border to tell leave things as
 * they are; the first clear one of an unknown vehicle says where it is without having crossed.
 */
export class FenceWalk {
  readonly crossings: Crossing[] = [];
  readonly visits: Visit[] = [];
  /** Null: no position was clear of the border yet. */
  stay: FenceStay | null;
  readonly #isInside: ReturnType<typeof createSideTeller>;
  #clearMs: number;
  #visit: Visit | null = null;

  constructor(shape: GeofenceShape, known: FenceStay | null) {
    this.#isInside = createSideTeller(shape);
    this.stay = known && { ...known };
    this.#clearMs = known?.atMs ?? 0;
  }

  /** Positions up to what is known are skipped. */
  add(fixes: readonly Fix[]): void {
    for (const fix of fixes) if (!this.stay || fix.atMs > this.stay.atMs) this.#step(fix);
  }

  #step({ atMs, lat, lon, accuracyM }: Fix): void {
    const side = this.#isInside(lat, lon, accuracyM);
    this.stay ??= side === null ? null : { inside: side, sinceMs: null, atMs };
    if (!this.stay) return;
    if (side !== null && side !== this.stay.inside) {
      this.stay = { inside: side, sinceMs: atMs, atMs };
      this.crossings.push({ inside: side, fromMs: this.#clearMs, atMs, untilMs: atMs, position: { lat, lon } });
      this.#visit = null;
    }
    if (side !== null) this.#clearMs = atMs;
    this.stay.atMs = atMs;
    const last = this.crossings.at(-1);
    if (last) last.untilMs = atMs;
    if (this.stay.inside && this.stay.sinceMs !== null) this.#prolong(this.stay.sinceMs, atMs, { lat, lon });
  }

  #prolong(sinceMs: number, untilMs: number, position: Position): void {
    if (!this.#visit) {
      this.#visit = { sinceMs, untilMs, position };
      this.visits.push(this.#visit);
    }
    this.#visit.untilMs = untilMs;
  }
}
