/** Bounds what is kept of a trip whose recording has no end of events, as a sensor that flaps makes them. */
import type { TripEvidence } from "#server/domain/scoring/evidence.ts";
import type { TripEvent } from "#server/domain/trips/trip.ts";

/** A trip stores at most so many events of a kind and basis; a hard day of driving has some dozens. */
export const maxEventsOfKind = 250;
/** ... and so many entries of evidence of a kind. */
export const maxEvidenceOfKind = 500;

/** The strongest events of each kind and basis, in the order given, and how many were left out. */
export function boundEvents(events: readonly TripEvent[]): { events: TripEvent[]; omittedEvents: number } {
  const byKind = new Map<string, TripEvent[]>();
  for (const event of events) {
    const key = `${event.kind} ${event.basis}`;
    byKind.set(key, byKind.get(key) ?? []);
    byKind.get(key)?.push(event);
  }
  const kept = new Set<TripEvent>();
  for (const ofKind of byKind.values()) {
    const strongest = ofKind.length > maxEventsOfKind ? ofKind.toSorted((a, b) => b.peak - a.peak || a.atMs - b.atMs) : ofKind;
    for (const event of strongest.slice(0, maxEventsOfKind)) kept.add(event);
  }
  return { events: events.filter((event) => kept.has(event)), omittedEvents: events.length - kept.size };
}

/** Evidence with near entries joined where there are too many: each sum stays what it was, so the score does too. */
export function boundEvidence(evidence: TripEvidence): TripEvidence {
  const { brake, accel, speeding, idling } = evidence;
  return {
    ...evidence,
    brake: brake && { ...brake, manoeuvres: joinNear(brake.manoeuvres, joinManoeuvres) },
    accel: accel && { ...accel, manoeuvres: joinNear(accel.manoeuvres, joinManoeuvres) },
    speeding: joinNear(speeding, (a, b) => ({
      ...a,
      endedAtMs: b.endedAtMs,
      peakKmh: Math.max(a.peakKmh, b.peakKmh),
      severityS: a.severityS + b.severityS,
    })),
    idling: joinNear(idling, (a, b) => ({ ...a, durationS: a.durationS + b.durationS })),
  };
}

function joinManoeuvres<Manoeuvre extends { peakKmhS: number; weight: number }>(a: Manoeuvre, b: Manoeuvre): Manoeuvre {
  return { ...(b.peakKmhS > a.peakKmhS ? b : a), weight: a.weight + b.weight };
}

/** Joins entries, which are in order of time, within equal lengths of time: at most `maxEvidenceOfKind` are left. */
function joinNear<Entry extends { atMs: number }>(entries: Entry[], join: (a: Entry, b: Entry) => Entry): Entry[] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last || entries.length <= maxEvidenceOfKind) return entries;
  const lengthMs = (last.atMs - first.atMs + 1) / maxEvidenceOfKind;
  const joined = new Map<number, Entry>();
  for (const entry of entries) {
    const at = Math.floor((entry.atMs - first.atMs) / lengthMs);
    const before = joined.get(at);
    joined.set(at, before ? join(before, entry) : entry);
  }
  return [...joined.values()];
}
