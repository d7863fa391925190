/** The events of a trip as they are stored and shown. */
import type { ManoeuvreEvidence, TripEvidence } from "#server/domain/scoring/evidence.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { TripSpan } from "#server/domain/trips/segment.ts";
import type { SpeedGrid } from "#server/domain/trips/speed-series.ts";
import type { TripEvent } from "#server/domain/trips/trip.ts";
import { findSpeeding, type HardEvent } from "./counters.ts";
import type { Locate } from "./manoeuvres.ts";

export interface EventSources {
  columns: SampleColumns;
  span: TripSpan;
  grid: SpeedGrid;
  hard: readonly HardEvent[];
  evidence: TripEvidence;
  /** Metres from the trip's start at each sample of the trip. */
  alongM: Float64Array;
  locate: Locate;
}

/** Counter events (the published rules) and score events (the model), in order of time. */
export function listTripEvents(sources: EventSources): TripEvent[] {
  const { evidence } = sources;
  const events = [
    ...counterEvents(sources),
    ...scoredManoeuvres(sources, "hard_brake", evidence.brake),
    ...scoredManoeuvres(sources, "hard_accel", evidence.accel),
    ...evidence.speeding.map((episode) =>
      toEvent(sources, { kind: "speeding", basis: "score", ...episode, peak: episode.peakKmh, tier: 0 }),
    ),
    ...evidence.idling.map((run) =>
      toEvent(sources, {
        kind: "idling",
        basis: "score",
        atMs: run.atMs,
        endedAtMs: run.atMs + run.durationS * 1000,
        position: run.position,
        peak: run.durationS,
        tier: 0,
      }),
    ),
  ];
  return events.sort((a, b) => a.atMs - b.atMs || a.kind.localeCompare(b.kind) || a.basis.localeCompare(b.basis) || a.tier - b.tier);
}

function counterEvents(sources: EventSources): TripEvent[] {
  const { grid, hard, locate } = sources;
  const at = (second: number) => (grid.atS[second] as number) * 1000;
  return [
    ...hard.map(({ kind, index, atMs, kmhS }) =>
      toEvent(sources, { kind, basis: "counter", atMs, endedAtMs: atMs, position: locate(index), peak: kmhS, tier: 0 }),
    ),
    ...findSpeeding(grid).map(({ limitMph, from, to, peakKmh }) =>
      toEvent(sources, {
        kind: "speeding",
        basis: "counter",
        atMs: at(from),
        endedAtMs: at(to),
        position: locate(grid.index[from] as number),
        peak: peakKmh,
        tier: limitMph,
      }),
    ),
  ];
}

function scoredManoeuvres(sources: EventSources, kind: "hard_brake" | "hard_accel", side: ManoeuvreEvidence | null): TripEvent[] {
  return (side?.manoeuvres ?? []).map(({ atMs, position, peakKmhS, tier }) =>
    toEvent(sources, { kind, basis: "score", atMs, endedAtMs: atMs, position, peak: peakKmhS, tier }),
  );
}

type EventWithoutDistance = Omit<TripEvent, "startDistanceM" | "endDistanceM">;

function toEvent(sources: EventSources, event: EventWithoutDistance): TripEvent {
  const { kind, basis, atMs, endedAtMs, position, peak, tier } = event;
  const startDistanceM = distanceAt(sources, atMs);
  const endDistanceM = endedAtMs === atMs ? startDistanceM : distanceAt(sources, endedAtMs);
  return { kind, basis, atMs, endedAtMs, position, peak, tier, startDistanceM, endDistanceM };
}

/** Metres from the trip's start at the newest sample up to a moment. */
function distanceAt({ columns: { atMs }, span, alongM }: EventSources, moment: number): number {
  let low = span.first;
  let high = span.last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((atMs[middle] as number) <= moment) low = middle;
    else high = middle - 1;
  }
  return alongM[low - span.first] as number;
}
