/** Which trip of a new cut is which trip of the last one, so that a trip keeps its id when late samples change it. */

export interface Stretch {
  startedAtMs: number;
  endedAtMs: number;
}

/**
 * Pairs new trips with known ones by the time they share, the longest first; each is used once. Gives the known trip of
 * each new one (or undefined) and the known trips that are gone.
 */
export function matchTrips<Known extends Stretch>(
  fresh: readonly Stretch[],
  known: readonly Known[],
): { matches: (Known | undefined)[]; gone: Known[] } {
  const pairs: { at: number; trip: Known; sharedMs: number }[] = [];
  fresh.forEach((trip, at) => {
    for (const other of known) {
      const sharedMs = Math.min(trip.endedAtMs, other.endedAtMs) - Math.max(trip.startedAtMs, other.startedAtMs);
      if (sharedMs >= 0) pairs.push({ at, trip: other, sharedMs });
    }
  });
  pairs.sort((a, b) => b.sharedMs - a.sharedMs || a.at - b.at || a.trip.startedAtMs - b.trip.startedAtMs);
  const matches: (Known | undefined)[] = fresh.map(() => undefined);
  const used = new Set<Known>();
  for (const { at, trip } of pairs) {
    if (matches[at] || used.has(trip)) continue;
    matches[at] = trip;
    used.add(trip);
  }
  return { matches, gone: known.filter((trip) => !used.has(trip)) };
}
