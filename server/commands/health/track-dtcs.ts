import type { Tx } from "#db/client.ts";
import { findDriveMemory, listDtcReporters, listPlaces, upsertDriveMemory } from "#db/queries/driving-events/live.ts";
import { deleteEpisodes, insertEpisodes, listKnownEpisodes, updateEpisode } from "#db/queries/health/dtc-episodes.ts";
import { listDtcChanges, listMilChanges } from "#db/queries/health/dtc-reports.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import { enqueueWatchVehicle } from "#db/queries/queue/jobs.ts";
import { lockVehicle } from "#db/queries/trips/cutting.ts";
import { listLogbookTrips, listTracks } from "#db/queries/trips/logbook.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { onTheRoad } from "#server/commands/driving-events/on-the-road.ts";
import { placeReachMs } from "#server/domain/driving-events/live/drive-walk.ts";
import { assumeTold, findMilMoments, type MilMoment, selectMilNews } from "#server/domain/driving-events/live/mil.ts";
import { diffEpisodes, type EpisodeDiff } from "#server/domain/health/dtc/diff.ts";
import type { TrackedEpisode } from "#server/domain/health/dtc/episode.ts";
import { groupMoments, placeEpisodes } from "#server/domain/health/dtc/place.ts";
import { findMilStretches, trackEpisodes } from "#server/domain/health/dtc/track.ts";
import { Logbook } from "#server/domain/trips/logbook.ts";

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
    const known = await listKnownEpisodes(tx, vehicleId);
    const { episodes, lamp } = await findEpisodes(tx, vehicleId);
    const { gone, changed, added, news } = diffEpisodes(known, episodes);
    await deleteEpisodes(tx, gone);
    for (const episode of changed) await updateEpisode(tx, episode);
    await insertEpisodes(tx, { accountId, vehicleId }, added);
    await appendEvents(
      tx,
      news.map(({ code, status, atMs }) => ({ accountId, type: "dtc.changed", vehicleId, at: new Date(atMs), payload: { code, status } })),
    );
    await tellOfLamp(tx, { accountId, vehicleId }, findMilMoments(episodes, lamp), known.length > 0 ? news : null);
    if (news.length > 0) await enqueueWatchVehicle(tx, vehicleId);
  });
}

/**
 * Tells apps when the check engine light went on and off, each time once, however late it becomes known. `news`: what became of
 * codes just now; null for a car none of which were known before.
 */
async function tellOfLamp(
  tx: Tx,
  of: { accountId: number; vehicleId: number },
  found: readonly MilMoment[],
  news: EpisodeDiff["news"] | null,
): Promise<void> {
  const drive = (await findDriveMemory(tx, of.vehicleId)) ?? { untilMs: 0, state: null, told: [], mil: null };
  const before = drive.mil ?? (news ? assumeTold(found, news) : { told: [], floorMs: null });
  const told = selectMilNews(found, before);
  if (drive.mil === told.memory) return;
  await upsertDriveMemory(tx, of.vehicleId, { ...drive, mil: told.memory });
  const moments = told.news.map(({ atMs }) => atMs);
  const places = await listPlaces(tx, of.vehicleId, moments, placeReachMs);
  const reporters = await listDtcReporters(tx, of.vehicleId, moments);
  const events = told.news.map(({ type, atMs, of: _codes, sameToMs: _until, ...payload }, i): NewEvent => {
    return { ...of, type, at: new Date(atMs), payload: { ...onTheRoad(reporters[i] ?? null, places[i] ?? null), ...payload } };
  });
  await appendEvents(tx, events);
}

async function findEpisodes(tx: Tx, vehicleId: number): Promise<{ episodes: TrackedEpisode[]; lamp: { atMs: number; mil: boolean }[] }> {
  const episodes = trackEpisodes(await listDtcChanges(tx, vehicleId));
  const [first] = episodes;
  if (!first) return { episodes: [], lamp: [] };
  const lamp = await listMilChanges(tx, vehicleId);
  const lit = findMilStretches(lamp);
  const logbook = new Logbook(await listLogbookTrips(tx, vehicleId, first.openedAtMs));
  const moments = groupMoments(episodes, lit, logbook);
  const tripIds = [...moments.keys()];
  for (let from = 0; from < tripIds.length; from += tracksAtOnce) {
    for (const { tripId, track } of await listTracks(tx, tripIds.slice(from, from + tracksAtOnce))) {
      logbook.readTrack(tripId, track, moments.get(tripId) ?? []);
    }
  }
  return { episodes: placeEpisodes(episodes, lit, logbook), lamp };
}
