/** Finding places on a trip's track. Pure. */
import type { TripTrack } from "#server/domain/trips/trip.ts";

/** The index of the track point nearest in time, or null for an empty track. Offsets rise. */
export function indexAtOffset(track: Pick<TripTrack, "offsetS">, offsetS: number): number | null {
  const { offsetS: offsets } = track;
  if (offsets.length === 0) return null;
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offsetS) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  return Math.abs((offsets[before] ?? 0) - offsetS) <= Math.abs((offsets[low] ?? 0) - offsetS) ? before : low;
}

/** Metres driven at a moment of the trip, null where there is no track. */
export function distanceAtOffset(track: TripTrack | null, offsetS: number): number | null {
  const index = track ? indexAtOffset(track, offsetS) : null;
  return index === null ? null : (track?.distanceM[index] ?? null);
}

/** Seconds from the trip's start to a moment. */
export function toOffsetS(startedAt: Date, atMs: number): number {
  return (atMs - startedAt.getTime()) / 1000;
}
