/** From the samples of a car to what is told of its drive, each thing once, however they come in within five minutes. */
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import { longSilenceMs } from "#server/domain/trips/segment.ts";
import { type DriveMoment, type DriveRules, DriveWalk } from "./drive-walk.ts";
import { createDriveState, type DriveMemory, type DriveState, type ToldDriveEvent } from "./memory.ts";

/** What is older when it comes in is no news (the documented five minutes), ms. */
export const newsMs = 300_000;
/** Samples older than this are not expected any more: what they say is kept as the state the next look begins with, ms. */
export const settledMs = newsMs + 60_000;
/** How far back a look goes that finds no state to begin with, ms: what was before an hour of silence matters to nothing after. */
export const leadMs = settledMs + longSilenceMs;
/** What was told is remembered for so long, ms. */
const rememberMs = 900_000;

interface Range {
  fromMs: number;
  toMs: number;
}

/** True when samples changed of which there may be news. */
export const hasDriveNews = (changed: readonly Range[], nowMs: number): boolean => changed.some(({ toMs }) => nowMs - toMs <= newsMs);

/** From when on samples changed so late that a car may have stood otherwise than is remembered; null: none did that still matter. */
export function findUnsettled(changed: readonly Range[], nowMs: number): number | null {
  const late = changed.filter(({ fromMs, toMs }) => fromMs <= nowMs - settledMs && toMs >= nowMs - leadMs);
  return late.length > 0 ? Math.min(...late.map(({ fromMs }) => fromMs)) : null;
}

/**
 * A look at the newest samples of a car: {@link add} those after {@link afterMs} in order of time, then {@link finish}. What is new
 * goes by all samples that are known by now; two events of which it turns out when the first is no news any more that they were two
 * were told as one, and an ignition inferred while samples were missing may have been told to be off too early.
 */
export class DriveWatch {
  /** The samples after this moment are to be looked at. */
  readonly afterMs: number;
  readonly #memory: DriveMemory | null;
  readonly #nowMs: number;
  readonly #walk: DriveWalk;
  /** The state of the newest sample that is settled, with its moment. */
  #settled: { state: DriveState; untilMs: number } | null = null;

  constructor(memory: DriveMemory | null, nowMs: number, rules: DriveRules) {
    const state = memory?.state && memory.untilMs >= nowMs - leadMs ? structuredClone(memory.state) : null;
    this.afterMs = state && memory ? memory.untilMs : nowMs - leadMs;
    this.#memory = memory;
    this.#nowMs = nowMs;
    this.#walk = new DriveWalk(state ?? createDriveState(), rules);
  }

  add(columns: SampleColumns, deviceId: ArrayLike<number>): void {
    for (let i = 0; i < columns.length; i++) {
      if ((columns.atMs[i] as number) > this.#nowMs - settledMs) this.#settle();
      this.#walk.step(columns, i, deviceId[i] as number);
    }
  }

  /** What is to be told, in order of time, and what to remember. */
  finish(): { news: DriveMoment[]; memory: DriveMemory } {
    const { untilMs, state } = this.#settle();
    this.#walk.passTime(this.#nowMs);
    const told: ToldDriveEvent[] = (this.#memory?.told ?? []).filter(({ atMs }) => this.#nowMs - atMs <= rememberMs);
    const news: DriveMoment[] = [];
    for (const moment of this.#walk.found.toSorted((a, b) => a.atMs - b.atMs)) {
      if (this.#nowMs - moment.atMs > newsMs || told.some((other) => isSame(moment, other))) continue;
      news.push(moment);
      const { type, atMs } = moment;
      told.push({ type, atMs, ...(type === "drive.speeding" && { limitMph: moment.limitMph }) });
    }
    return { news, memory: { untilMs, state, told, mil: this.#memory?.mil ?? null } };
  }

  #settle(): { state: DriveState; untilMs: number } {
    this.#settled ??= { state: structuredClone(this.#walk.state), untilMs: Math.max(this.afterMs, this.#walk.state.atMs ?? this.afterMs) };
    return this.#settled;
  }
}

function isSame(moment: DriveMoment, told: ToldDriveEvent): boolean {
  if (told.type !== moment.type || told.atMs < moment.sameFromMs || told.atMs > moment.sameToMs) return false;
  return moment.type !== "drive.speeding" || told.limitMph === moment.limitMph;
}
