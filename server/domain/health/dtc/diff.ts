/** What a new look at a car's reports changed of its episodes: what to write and what to tell. */
import type { DtcEpisode, TrackedEpisode } from "./episode.ts";

export interface KnownEpisode extends TrackedEpisode {
  id: number;
}

/** What became of a code; `removed`: late reports say it never was. */
export type DtcChange = DtcEpisode["status"] | "removed";

export interface EpisodeDiff {
  gone: number[];
  changed: KnownEpisode[];
  added: TrackedEpisode[];
  news: { code: string; status: DtcChange; atMs: number }[];
}

/**
 * Compares known episodes with those found now. An episode whose opening late reports have moved keeps its id when it shares
 * time with a known one of its code. News are episodes that are new, newly confirmed, newly cleared, or gone.
 */
export function diffEpisodes(known: readonly KnownEpisode[], found: readonly TrackedEpisode[]): EpisodeDiff {
  const byKey = new Map(known.map((episode) => [keyOf(episode), episode]));
  const free = new Set(known);
  for (const episode of found) {
    const exact = byKey.get(keyOf(episode));
    if (exact) free.delete(exact);
  }
  const diff: EpisodeDiff = { gone: [], changed: [], added: [], news: [] };
  for (const episode of found) {
    const before = byKey.get(keyOf(episode)) ?? takeOverlapping(free, episode);
    if (!before) diff.added.push(episode);
    else if (!isSame(before, episode)) diff.changed.push({ ...episode, id: before.id });
    const status = phaseOf(episode);
    if (!before || phaseOf(before) !== status) diff.news.push({ code: episode.code, status, atMs: momentOf(episode) });
  }
  for (const { id, code, openedAtMs } of free) {
    diff.gone.push(id);
    diff.news.push({ code, status: "removed", atMs: openedAtMs });
  }
  diff.news.sort((a, b) => a.atMs - b.atMs);
  return diff;
}

const keyOf = ({ code, openedAtMs }: DtcEpisode): string => `${code} ${openedAtMs}`;

function takeOverlapping(free: Set<KnownEpisode>, episode: DtcEpisode): KnownEpisode | undefined {
  for (const known of free) {
    if (known.code !== episode.code || !overlaps(known, episode)) continue;
    free.delete(known);
    return known;
  }
  return undefined;
}

function overlaps(a: DtcEpisode, b: DtcEpisode): boolean {
  const until = ({ closedAtMs }: DtcEpisode) => closedAtMs ?? Number.POSITIVE_INFINITY;
  return a.openedAtMs <= until(b) && b.openedAtMs <= until(a);
}

/** How far an episode has come; unlike its status it never goes back. */
function phaseOf({ storedAtMs, closedAtMs }: DtcEpisode): DtcEpisode["status"] {
  if (closedAtMs !== null) return "cleared";
  return storedAtMs === null ? "pending" : "stored";
}

function momentOf({ openedAtMs, storedAtMs, closedAtMs }: DtcEpisode): number {
  return closedAtMs ?? storedAtMs ?? openedAtMs;
}

function isSame(known: KnownEpisode, found: TrackedEpisode): boolean {
  return (Object.keys(found) as (keyof TrackedEpisode)[]).every((key) => known[key] === found[key]);
}
