/** From the reports of a car's adapters to the episodes of its fault codes. */
import type { DtcReport } from "#server/domain/vehicles/state.ts";
import type { DtcEpisode } from "./episode.ts";

/** What was said of one code at one moment, by however many adapters. */
interface Moment {
  atMs: number;
  statuses: Set<DtcReport["status"]>;
}

/**
 * The episodes of a car's fault codes, by opening and code. A first report opens one, further ones continue it, the first
 * `stored` confirms it, `cleared` closes it, and a report after that opens the next. Where reports of one moment disagree,
 * stored outweighs pending and cleared comes last. The order of the list and repeats in it do not matter.
 */
export function trackEpisodes(reports: readonly DtcReport[]): DtcEpisode[] {
  const byCode = new Map<string, Map<number, Moment>>();
  for (const { code, atMs, status } of reports) {
    const moments = byCode.get(code) ?? new Map<number, Moment>();
    byCode.set(code, moments);
    const moment = moments.get(atMs) ?? { atMs, statuses: new Set() };
    moments.set(atMs, moment);
    moment.statuses.add(status);
  }
  return [...byCode]
    .flatMap(([code, moments]) =>
      trackCode(
        code,
        [...moments.values()].sort((a, b) => a.atMs - b.atMs),
      ),
    )
    .sort((a, b) => a.openedAtMs - b.openedAtMs || (a.code < b.code ? -1 : 1));
}

function trackCode(code: string, moments: readonly Moment[]): DtcEpisode[] {
  const episodes: DtcEpisode[] = [];
  let open: DtcEpisode | null = null;
  for (const { atMs, statuses } of moments) {
    const status = statuses.has("stored") ? "stored" : "pending";
    if (statuses.has(status)) {
      if (!open) {
        open = { code, status, openedAtMs: atMs, storedAtMs: null, closedAtMs: null };
        episodes.push(open);
      }
      open.status = status;
      if (status === "stored") open.storedAtMs ??= atMs;
    }
    if (statuses.has("cleared") && open) {
      open.status = "cleared";
      open.closedAtMs = atMs;
      open = null;
    }
  }
  return episodes;
}

/** A stretch of time; null: it goes on. */
export interface Stretch {
  fromMs: number;
  toMs: number | null;
}

/** When the check engine light was on, as far as reports say: each holds until the next. Of two of one moment, on wins. */
export function findMilStretches(reports: readonly { atMs: number; mil: boolean }[]): Stretch[] {
  const lit = new Map<number, boolean>();
  for (const { atMs, mil } of reports) lit.set(atMs, mil || lit.get(atMs) === true);
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const [atMs, mil] of [...lit].sort(([a], [b]) => a - b)) {
    if (mil && !open) {
      open = { fromMs: atMs, toMs: null };
      stretches.push(open);
    } else if (!mil && open) {
      open.toMs = atMs;
      open = null;
    }
  }
  return stretches;
}
