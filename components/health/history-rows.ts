/** Episodes as bars on a line of time, a row for each code. Pure. */
import type { Episode } from "./verdict.ts";

/** Parts of the whole width. */
export const historyWidth = 1000;
/** A bar is at least so wide, or nobody sees it. */
const leastWidth = 4;
const leastSpanMs = 7 * 86_400_000;
const maxRows = 12;

export interface HistoryBar {
  id: number;
  x: number;
  width: number;
  /** Of it, how much at the start was not yet confirmed. */
  pendingWidth: number;
}

export interface HistoryRow {
  code: string;
  title: string;
  severity: Episode["severity"];
  bars: HistoryBar[];
}

/** Rows in order of their newest episode, from the first opening (or a week ago) until now. */
export function toHistoryRows(episodes: readonly Episode[], nowMs: number): { fromMs: number; rows: HistoryRow[] } {
  const first = Math.min(nowMs - leastSpanMs, ...episodes.map(({ openedAt }) => openedAt.getTime()));
  const scale = historyWidth / (nowMs - first);
  const byCode = new Map<string, Episode[]>();
  for (const episode of episodes) byCode.set(episode.code, [...(byCode.get(episode.code) ?? []), episode]);
  const rows = [...byCode.values()].slice(0, maxRows).flatMap((own) => {
    const [newest] = own;
    return newest
      ? [{ code: newest.code, title: newest.title, severity: newest.severity, bars: own.map((each) => toBar(each, first, scale)) }]
      : [];
  });
  return { fromMs: first, rows };
}

function toBar({ id, openedAt, storedAt, closedAt }: Episode, firstMs: number, scale: number): HistoryBar {
  const toX = (at: Date) => Math.min(historyWidth, Math.max(0, (at.getTime() - firstMs) * scale));
  const endX = closedAt ? toX(closedAt) : historyWidth;
  const x = Math.min(toX(openedAt), historyWidth - leastWidth);
  const width = Math.max(leastWidth, endX - x);
  const pendingWidth = storedAt ? Math.min(width, Math.max(0, toX(storedAt) - x)) : width;
  return { id, x, width, pendingWidth };
}
