import { fromMph, type UnitSystem } from "#server/domain/units.ts";

/** Where one colour of the speed scale ends and the next begins, as a person reads them. */
const bandEnds: Record<UnitSystem, readonly number[]> = { metric: [15, 30, 50, 80, 110], imperial: [10, 20, 30, 50, 70] };

export interface SpeedBand {
  /** CSS token of its colour, without the dashes. */
  token: string;
  /** In km/h; the last band has no end. */
  fromKmh: number;
  toKmh: number;
  /** "30–50", in the person's unit. */
  label: string;
}

/** The bands by which tracks are coloured, slow to fast, round in the person's unit. */
export function speedBands(units: UnitSystem): SpeedBand[] {
  const ends = bandEnds[units];
  const toKmh = units === "metric" ? (value: number) => value : fromMph;
  return [0, ...ends].map((from, index) => {
    const end = ends[index];
    return {
      token: `speed-${index}`,
      fromKmh: toKmh(from),
      toKmh: end === undefined ? Number.POSITIVE_INFINITY : toKmh(end),
      label: end === undefined ? `${from}+` : `${from}–${end}`,
    };
  });
}

/** Index of the band a speed lies in; an unknown speed counts as the slowest. */
export function bandOf(bands: readonly SpeedBand[], speedKmh: number | null): number {
  if (speedKmh === null) return 0;
  const index = bands.findIndex((band) => speedKmh < band.toKmh);
  return index === -1 ? bands.length - 1 : index;
}

export interface TrackPoint {
  lat: number;
  lon: number;
  speedKmh: number | null;
  /** Where it stands in the columns of the track. */
  index: number;
}

/** The points of a track that have a position, with their places in its columns. */
export function toTrackPoints(track: { lat: (number | null)[]; lon: (number | null)[]; speedKmh: (number | null)[] }): TrackPoint[] {
  const points: TrackPoint[] = [];
  for (const [index, lat] of track.lat.entries()) {
    const lon = track.lon[index];
    if (lat === null || lon === null || lon === undefined) continue;
    points.push({ lat, lon, speedKmh: track.speedKmh[index] ?? null, index });
  }
  return points;
}

export interface TrackRun {
  band: number;
  points: [lat: number, lon: number][];
}

/** Cuts a track into runs of one colour; each begins where the last one ended, so that no gap shows. */
export function toRuns(points: readonly TrackPoint[], bands: readonly SpeedBand[]): TrackRun[] {
  const runs: TrackRun[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (!before) continue;
    const band = bandOf(bands, mean(before.speedKmh, point.speedKmh));
    const last = runs.at(-1);
    if (last?.band === band) last.points.push([point.lat, point.lon]);
    else
      runs.push({
        band,
        points: [
          [before.lat, before.lon],
          [point.lat, point.lon],
        ],
      });
  }
  return runs;
}

function mean(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : (a + b) / 2;
}
