import type { Tx } from "#db/client.ts";
import { lockVehicle } from "#db/queries/cutting.ts";
import { deleteEpisodes, insertEpisodes, listKnownEpisodes, updateEpisode } from "#db/queries/dtc-episodes.ts";
import { listDtcChanges, listMilChanges } from "#db/queries/dtc-reports.ts";
import { appendEvents } from "#db/queries/events.ts";
import { enqueueWatchVehicle } from "#db/queries/jobs.ts";
import { listLogbookTrips, listTracks } from "#db/queries/logbook.ts";
import { diffEpisodes } from "#server/domain/dtc/diff.ts";
import type { TrackedEpisode } from "#server/domain/dtc/episode.ts";
import { groupMoments, placeEpisodes } from "#server/domain/dtc/place.ts";
import { findMilStretches, trackEpisodes } from "#server/domain/dtc/track.ts";
import { Logbook } from "#server/domain/trips/logbook.ts";
import type { CommandDeps } from "./deps.ts";

/** Tracks read at a time: each has up to 2000 points. */
const tracksAtOnce = 50;

/**
 * Works out a vehicle's fault episodes from all reports of its adapters and writes what changed. A function of the reports and the
 * trips, so it may be repeated at will.
 */
export async function trackDtcs(deps: CommandDeps, vehicleId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const vehicle = await lockVehicle(tx, vehicleId);
    if (!vehicle) return;
    const { accountId } = vehicle;
    const { gone, changed, added, news } = diffEpisodes(await listKnownEpisodes(tx, vehicleId), await findEpisodes(tx, vehicleId));
    await deleteEpisodes(tx, gone);
    for (const episode of changed) await updateEpisode(tx, episode);
    await insertEpisodes(tx, { accountId, vehicleId }, added);
    await appendEvents(
      tx,
      news.map(({ code, status, atMs }) => ({ accountId, type: "dtc.changed", vehicleId, at: new Date(atMs), payload: { code, status } })),
    );
    if (news.length > 0) await enqueueWatchVehicle(tx, vehicleId);
  });
}

async function findEpisodes(tx: Tx, vehicleId: number): Promise<TrackedEpisode[]> {
  const episodes = trackEpisodes(await listDtcChanges(tx, vehicleId));
  const [first] = episodes;
  if (!first) return [];
  const lit = findMilStretches(await listMilChanges(tx, vehicleId));
  const logbook = new Logbook(await listLogbookTrips(tx, vehicleId, first.openedAtMs));
  const moments = groupMoments(episodes, lit, logbook);
  const tripIds = [...moments.keys()];
  for (let from = 0; from < tripIds.length; from += tracksAtOnce) {
    for (const { tripId, track } of await listTracks(tx, tripIds.slice(from, from + tracksAtOnce))) {
      logbook.readTrack(tripId, track, moments.get(tripId) ?? []);
    }
  }
  return placeEpisodes(episodes, lit, logbook);
}
