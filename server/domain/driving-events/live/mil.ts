/** When the check engine light went on and off, as apps are told of it. */
import type { RoadDtc } from "#server/domain/automatic/road-event.ts";
import type { DtcEpisode } from "#server/domain/health/dtc/episode.ts";
import type { MilMemory, ToldMilEvent } from "./memory.ts";

/** Codes that are cleared this soon after another were cleared by one act, ms. */
const clearingMs = 60_000;
/** As many told events are remembered. */
const rememberedEvents = 100;

interface Common {
  atMs: number;
  dtcs: RoadDtc[];
  /** The codes that made it one, with when they were confirmed: each must have been told of since. */
  of: { code: string; fromMs: number }[];
  /** Until when the light stayed so: what was told of a moment until then told of this very one. */
  sameToMs: number;
}

export type MilMoment = Common & ({ type: "mil.on" } | { type: "mil.off"; userCleared: boolean });

/** A confirmed code, from when it was until it was cleared. */
interface Confirmed extends RoadDtc {
  fromMs: number;
  toMs: number;
}

/**
 * The moments in order of time. The light goes on when it is on and codes are confirmed, and again for each further one, with all
 * that are active then. It goes off when it does, or when the last code is cleared, with the codes that were active: somebody has
 * cleared them (`userCleared`) where all of them were reported as cleared at that moment or within a minute, and not where codes are
 * left. Of a car that never says how its light is, confirmed codes do. The reports' order and repeats do not matter.
 */
export function findMilMoments(episodes: readonly DtcEpisode[], lamp: readonly { atMs: number; mil: boolean }[]): MilMoment[] {
  const confirmed = episodes.flatMap(({ code, openedAtMs, storedAtMs, closedAtMs }): Confirmed[] =>
    storedAtMs === null ? [] : [{ code, atMs: openedAtMs, fromMs: storedAtMs, toMs: closedAtMs ?? Number.POSITIVE_INFINITY }],
  );
  const lit = new Map(lamp.map(({ atMs, mil }) => [atMs, mil]));
  const moments = new Set([...lit.keys(), ...confirmed.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]);
  const light = new Light(confirmed);
  for (const atMs of [...moments].filter(Number.isFinite).sort((a, b) => a - b)) light.pass(atMs, lit.get(atMs));
  return light.found;
}

class Light {
  readonly found: MilMoment[] = [];
  readonly #confirmed: readonly Confirmed[];
  #lamp: boolean | undefined;
  #on = false;
  /** Those of the present time on, or off. */
  #same: MilMoment[] = [];

  constructor(confirmed: readonly Confirmed[]) {
    this.#confirmed = confirmed;
  }

  pass(atMs: number, lamp: boolean | undefined): void {
    this.#lamp = lamp ?? this.#lamp;
    const active = this.#confirmed.filter(({ fromMs, toMs }) => fromMs <= atMs && toMs > atMs);
    const lit = active.length > 0 && this.#lamp !== false;
    const added = active.filter(({ fromMs }) => fromMs === atMs);
    if (lit && (!this.#on || added.length > 0)) this.#turnOn(atMs, active, this.#on ? added : active);
    else if (!lit && this.#on) this.#turnOff(atMs);
  }

  #turnOn(atMs: number, active: readonly Confirmed[], causes: readonly Confirmed[]): void {
    if (!this.#on) this.#end(atMs);
    this.#on = true;
    this.#note({ type: "mil.on", ...toCommon(atMs, active, causes) });
  }

  #turnOff(atMs: number): void {
    this.#end(atMs);
    this.#on = false;
    const were = this.#confirmed.filter(({ fromMs, toMs }) => fromMs < atMs && toMs >= atMs);
    const before = this.#confirmed.filter(({ fromMs, toMs }) => fromMs < atMs && toMs >= atMs - clearingMs && toMs < atMs);
    const userCleared = were.every(({ toMs }) => toMs - atMs <= clearingMs);
    this.#note({ type: "mil.off", ...toCommon(atMs, [...before, ...were], []), userCleared });
  }

  #note(moment: MilMoment): void {
    this.#same.push(moment);
    this.found.push(moment);
  }

  #end(atMs: number): void {
    for (const moment of this.#same) moment.sameToMs = atMs - 1;
    this.#same = [];
  }
}

function toCommon(atMs: number, codes: readonly Confirmed[], causes: readonly Confirmed[]): Common {
  const byCode = new Map(codes.map(({ code, atMs: firstMs }) => [code, { code, atMs: firstMs }]));
  const dtcs = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return { atMs, dtcs, of: causes.map(({ code, fromMs }) => ({ code, fromMs })), sameToMs: Number.POSITIVE_INFINITY };
}

/** Which of the moments nobody was told of yet, and what to remember once they were told. */
export function selectMilNews(found: readonly MilMoment[], memory: MilMemory): { news: MilMoment[]; memory: MilMemory } {
  const told: ToldMilEvent[] = [...memory.told];
  const news = found.filter((moment) => {
    if (memory.floorMs !== null && moment.atMs <= memory.floorMs) return false;
    if (wasTold(moment, told)) return false;
    told.push(toTold(moment));
    return true;
  });
  if (news.length === 0) return { news, memory };
  const newestFirst = told.toSorted((a, b) => b.atMs - a.atMs);
  const floorMs = newestFirst[rememberedEvents]?.atMs ?? memory.floorMs;
  return { news, memory: { told: newestFirst.slice(0, rememberedEvents), floorMs } };
}

/**
 * The memory of a car whose faults were known before anybody was told of its light: all that was so before these news counts as told.
 */
export function assumeTold(found: readonly MilMoment[], news: readonly { atMs: number }[]): MilMemory {
  const fresh = new Set(news.map(({ atMs }) => atMs));
  return { told: found.filter(({ atMs }) => !fresh.has(atMs)).map(toTold), floorMs: null };
}

function toTold({ type, atMs, dtcs }: MilMoment): ToldMilEvent {
  return { type, atMs, codes: dtcs.map(({ code }) => code) };
}

function wasTold({ type, atMs, of, sameToMs }: MilMoment, told: readonly ToldMilEvent[]): boolean {
  const alike = told.filter((other) => other.type === type);
  if (!alike.some((other) => other.atMs >= atMs && other.atMs <= sameToMs)) return false;
  return of.every(({ code, fromMs }) => alike.some((other) => other.atMs >= fromMs && other.codes.includes(code)));
}
