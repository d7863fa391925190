import type { TripTrack } from "#server/domain/trips/trip.ts";

export interface SpeedRow {
  /** Where it stands in the columns of the track. */
  index: number;
  offsetS: number;
  distanceM: number;
  speedKmh: number | null;
}

/** More points than this cannot be told apart in a chart. */
const maxRows = 600;

/** Rows to draw: of each bucket the lowest and the highest speed, so that no peak is lost. */
export function toSpeedRows(track: TripTrack): SpeedRow[] {
  const rows = track.offsetS.map(
    (offsetS, index): SpeedRow => ({
      index,
      offsetS,
      distanceM: track.distanceM[index] ?? 0,
      speedKmh: track.speedKmh[index] ?? null,
    }),
  );
  if (rows.length <= maxRows) return rows;
  const bucket = Math.ceil(rows.length / (maxRows / 2));
  const kept: SpeedRow[] = [];
  for (let from = 0; from < rows.length; from += bucket) kept.push(...extremes(rows.slice(from, from + bucket)));
  const last = rows.at(-1);
  if (last && kept.at(-1) !== last) kept.push(last);
  return kept;
}

function extremes(rows: readonly SpeedRow[]): SpeedRow[] {
  const gap = rows.find(({ speedKmh }) => speedKmh === null);
  const sorted = rows.filter(({ speedKmh }) => speedKmh !== null).sort((a, b) => (a.speedKmh ?? 0) - (b.speedKmh ?? 0));
  const picked = new Set([sorted[0], sorted.at(-1), gap]);
  return rows.filter((row) => picked.has(row));
}

/** The row that shows a place in the track's columns. */
export function rowAt(rows: readonly SpeedRow[], index: number): SpeedRow | undefined {
  return rows.find((row) => row.index >= index) ?? rows.at(-1);
}
