import { asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { driveZone } from "#db/queries/trips/time-zone.ts";
import { all, type Queryable, visibleTrips, visibleVehicles } from "#db/queries/visibility.ts";
import { dtcEpisodes } from "#db/schema/health.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { writeInSlices } from "#db/slices.ts";
import type { KnownEpisode } from "#server/domain/health/dtc/diff.ts";
import type { TrackedEpisode } from "#server/domain/health/dtc/episode.ts";
import type { Scope } from "#server/domain/scope.ts";

/** Whether a vehicle ever had a fault code. */
export async function hasDtcEpisodes(tx: Tx, vehicleId: number): Promise<boolean> {
  const rows = await tx.select({ id: dtcEpisodes.id }).from(dtcEpisodes).where(eq(dtcEpisodes.vehicleId, vehicleId)).limit(1);
  return rows.length > 0;
}

/** All episodes of a vehicle as they are stored, by opening. */
export async function listKnownEpisodes(tx: Tx, vehicleId: number): Promise<KnownEpisode[]> {
  const rows = await tx
    .select()
    .from(dtcEpisodes)
    .where(eq(dtcEpisodes.vehicleId, vehicleId))
    .orderBy(asc(dtcEpisodes.openedAt), asc(dtcEpisodes.id));
  return rows.map(
    ({ uid: _uid, accountId: _account, vehicleId: _vehicle, updatedAt: _updated, openedAt, storedAt, closedAt, ...told }) => ({
      ...told,
      openedAtMs: openedAt.getTime(),
      storedAtMs: storedAt?.getTime() ?? null,
      closedAtMs: closedAt?.getTime() ?? null,
    }),
  );
}

function toColumns({ openedAtMs, storedAtMs, closedAtMs, ...told }: TrackedEpisode) {
  return {
    ...told,
    openedAt: new Date(openedAtMs),
    storedAt: storedAtMs === null ? null : new Date(storedAtMs),
    closedAt: closedAtMs === null ? null : new Date(closedAtMs),
  };
}

export async function deleteEpisodes(tx: Tx, ids: readonly number[]): Promise<void> {
  await writeInSlices(ids, (slice) => tx.delete(dtcEpisodes).where(inArray(dtcEpisodes.id, slice)));
}

export async function updateEpisode(tx: Tx, { id, ...episode }: KnownEpisode): Promise<void> {
  await tx
    .update(dtcEpisodes)
    .set({ ...toColumns(episode), updatedAt: sql`now()` })
    .where(eq(dtcEpisodes.id, id));
}

export async function insertEpisodes(
  tx: Tx,
  key: { accountId: number; vehicleId: number },
  episodes: readonly TrackedEpisode[],
): Promise<void> {
  const rows = episodes.map((episode) => ({ ...key, ...toColumns(episode) }));
  await writeInSlices(rows, (slice) => tx.insert(dtcEpisodes).values(slice));
}

/** Newest first; the open ones of a moment before the closed. */
const newestFirst = [desc(dtcEpisodes.openedAt), desc(dtcEpisodes.id)];

export type ListedEpisode = Awaited<ReturnType<typeof selectEpisodes>>[number];

function selectEpisodes(db: Queryable, scope: Scope, matching: SQL, order: SQL[], limit: number) {
  // A trip somebody else drove, or one that a new cut has removed, is no trip to go to.
  const visible = (trip: typeof dtcEpisodes.openedTripId | typeof dtcEpisodes.closedTripId) =>
    sql<number | null>`(select ${trips.id}::float8 from ${trips} where ${all(eq(trips.id, trip), visibleTrips(scope))})`;
  return db
    .select({
      id: dtcEpisodes.id,
      code: dtcEpisodes.code,
      status: dtcEpisodes.status,
      openedAt: dtcEpisodes.openedAt,
      storedAt: dtcEpisodes.storedAt,
      closedAt: dtcEpisodes.closedAt,
      openedTimeZone: driveZone(dtcEpisodes.vehicleId, dtcEpisodes.openedAt),
      closedTimeZone: driveZone(dtcEpisodes.vehicleId, dtcEpisodes.closedAt),
      openedTripId: visible(dtcEpisodes.openedTripId),
      closedTripId: visible(dtcEpisodes.closedTripId),
      openedKm: dtcEpisodes.openedKm,
      closedKm: dtcEpisodes.closedKm,
      lat: dtcEpisodes.lat,
      lon: dtcEpisodes.lon,
      drivenM: dtcEpisodes.drivenM,
      milDrivenM: dtcEpisodes.milDrivenM,
      vehicle: { id: vehicles.id, name: vehicles.name },
    })
    .from(dtcEpisodes)
    .innerJoin(vehicles, eq(vehicles.id, dtcEpisodes.vehicleId))
    .where(matching)
    .orderBy(...order)
    .limit(limit);
}

export interface EpisodeArgs {
  vehicleId: number;
  at: Date;
  openOnly?: boolean;
  limit: number;
}

/** The fault episodes of a car that is visible now, newest first; none for any other. */
export function listEpisodes(db: Queryable, scope: Scope, args: EpisodeArgs): Promise<ListedEpisode[]> {
  const matching = all(
    visibleVehicles(scope, args.at, "now"),
    eq(dtcEpisodes.vehicleId, args.vehicleId),
    args.openOnly ? isNull(dtcEpisodes.closedAt) : undefined,
  );
  return selectEpisodes(db, scope, matching, newestFirst, args.limit);
}

/** The open fault codes of a car that is visible now, in their order, each once; none for any other. */
export async function listOpenCodes(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }): Promise<string[]> {
  const rows = await db
    .select({ code: dtcEpisodes.code })
    .from(dtcEpisodes)
    .innerJoin(vehicles, eq(vehicles.id, dtcEpisodes.vehicleId))
    .where(all(visibleVehicles(scope, args.at, "now"), eq(dtcEpisodes.vehicleId, args.vehicleId), isNull(dtcEpisodes.closedAt)))
    .orderBy(asc(dtcEpisodes.code))
    .limit(maxOpenCodes);
  return rows.map(({ code }) => code);
}

/** No car shows more at once. */
const maxOpenCodes = 500;

/** The open fault episodes of all cars that are visible now, oldest first, confirmed ones before pending ones: what is due. */
export function listOpenEpisodesOfFleet(db: Queryable, scope: Scope, args: { at: Date; limit: number }): Promise<ListedEpisode[]> {
  const matching = all(visibleVehicles(scope, args.at, "now"), isNull(dtcEpisodes.closedAt));
  const order = [sql`${dtcEpisodes.storedAt} is null`, asc(dtcEpisodes.openedAt), asc(dtcEpisodes.id)];
  return selectEpisodes(db, scope, matching, order, args.limit);
}
