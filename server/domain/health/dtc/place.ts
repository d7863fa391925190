import type { Logbook } from "#server/domain/trips/logbook.ts";
import type { DtcEpisode, TrackedEpisode } from "./episode.ts";
import type { Stretch } from "./track.ts";

const forever = Number.POSITIVE_INFINITY;

/** Looks up in the car's logbook where each episode began and ended and how far it was driven, also with the light on. */
export function placeEpisodes(episodes: readonly DtcEpisode[], lit: readonly Stretch[], logbook: Logbook): TrackedEpisode[] {
  return episodes.map((episode) => {
    const { openedAtMs, closedAtMs } = episode;
    const untilMs = closedAtMs ?? forever;
    const place = logbook.position(openedAtMs);
    const litM = lit.map(({ fromMs, toMs }) => logbook.drivenM(Math.max(fromMs, openedAtMs), Math.min(toMs ?? forever, untilMs)));
    return {
      ...episode,
      openedTripId: logbook.findTripOf(openedAtMs)?.id ?? null,
      closedTripId: closedAtMs === null ? null : (logbook.findTripOf(closedAtMs)?.id ?? null),
      openedKm: toTenths(logbook.odometerKm(openedAtMs)),
      closedKm: closedAtMs === null ? null : toTenths(logbook.odometerKm(closedAtMs)),
      lat: place?.lat ?? null,
      lon: place?.lon ?? null,
      drivenM: Math.round(logbook.drivenM(openedAtMs, untilMs)),
      milDrivenM: Math.round(litM.reduce((sum, distanceM) => sum + distanceM, 0)),
    };
  });
}

/** The moments at which the way is divided, by the trip each lies in: these trips' tracks are worth reading. */
export function groupMoments(episodes: readonly DtcEpisode[], lit: readonly Stretch[], logbook: Logbook): Map<number, number[]> {
  const moments = new Set<number>();
  for (const { openedAtMs, closedAtMs } of episodes) moments.add(openedAtMs).add(closedAtMs ?? openedAtMs);
  for (const { fromMs, toMs } of lit) moments.add(fromMs).add(toMs ?? fromMs);
  const byTrip = new Map<number, number[]>();
  for (const atMs of moments) {
    const trip = logbook.findTripAt(atMs);
    if (trip) byTrip.set(trip.id, [...(byTrip.get(trip.id) ?? []), atMs]);
  }
  return byTrip;
}

function toTenths(km: number | null): number | null {
  return km === null ? null : Math.round(km * 10) / 10;
}
