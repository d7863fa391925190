import type { CleanSpeed } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { Position } from "#server/domain/trips/trip.ts";
import type { Occurrence, RuleOf } from "./occurrence.ts";
import { occurrenceAt } from "./occurrence.ts";

/** Over a silence longer than this nothing is known, ms. */
export const episodeGapMs = 60_000;

interface Episode {
  startMs: number;
  /** Of the last sample above limit and tolerance. */
  lastMs: number;
  peakKmh: number;
  position: Position | null;
}

/**
 * Finds episodes above a vehicle's own limit, one page of samples after another: they begin above limit and tolerance, and end
 * at the limit, so that driving along the border is one episode.
 */
export class SpeedWatch {
  readonly #rule: RuleOf<"speed_limit">;
  readonly #vehicle: { id: number; limitKmh: number };
  readonly #found: Occurrence[] = [];
  #open: Episode | null = null;
  #seenMs = Number.NEGATIVE_INFINITY;
  #fix: (Position & { atMs: number }) | null = null;

  constructor(rule: RuleOf<"speed_limit">, vehicle: { id: number; limitKmh: number }) {
    this.#rule = rule;
    this.#vehicle = vehicle;
  }

  add({ atMs, lat, lon, length }: SampleColumns, { kmh }: CleanSpeed): void {
    for (let i = 0; i < length; i++) {
      const at = atMs[i] as number;
      if (!Number.isNaN(lat[i] as number)) this.#fix = { lat: lat[i] as number, lon: lon[i] as number, atMs: at };
      if (!Number.isNaN(kmh[i] as number)) this.#step(at, kmh[i] as number);
    }
  }

  finish(): Occurrence[] {
    this.#close();
    return this.#found;
  }

  #step(atMs: number, kmh: number): void {
    if (atMs - this.#seenMs > episodeGapMs || kmh <= this.#vehicle.limitKmh) this.#close();
    this.#seenMs = atMs;
    if (kmh <= this.#vehicle.limitKmh + this.#rule.params.toleranceKmh) return;
    const near = this.#fix && atMs - this.#fix.atMs <= episodeGapMs ? { lat: this.#fix.lat, lon: this.#fix.lon } : null;
    this.#open ??= { startMs: atMs, lastMs: atMs, peakKmh: kmh, position: near };
    this.#open.lastMs = atMs;
    this.#open.peakKmh = Math.max(this.#open.peakKmh, kmh);
  }

  #close(): void {
    const episode = this.#open;
    this.#open = null;
    if (!episode || episode.lastMs - episode.startMs < this.#rule.params.leastS * 1000) return;
    const { startMs, lastMs, peakKmh, position } = episode;
    this.#found.push({
      ...occurrenceAt(this.#rule, this.#vehicle.id, startMs),
      kind: "speed_limit",
      endedAtMs: lastMs,
      sameFromMs: startMs - episodeGapMs,
      sameToMs: lastMs + episodeGapMs,
      position,
      facts: {
        limitKmh: this.#vehicle.limitKmh,
        peakKmh: Math.round(peakKmh * 10) / 10,
        durationS: Math.round((lastMs - startMs) / 1000),
      },
    });
  }
}
