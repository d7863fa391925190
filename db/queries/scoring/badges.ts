/** Badges of drivers, and the trips that earn them. */
import { asc, desc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { hardCounts } from "#db/queries/driving-events/scored.ts";
import { all, type Queryable, visibleDrivers, visibleTrips } from "#db/queries/visibility.ts";
import { drivers } from "#db/schema/accounts.ts";
import { badgeAwards, reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { writeInSlices } from "#db/slices.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { type BadgeFacts, type BadgeKey, type BadgeTrip, type EarnedBadge, isBadgeKey } from "#server/domain/scoring/badges/badge.ts";

/** A badge a driver has earned. */
export interface BadgeAward {
  id: number;
  badge: BadgeKey;
  /** The trip that earned it. */
  tripId: number;
  earnedAt: Date;
  /** Where the trip ended, IANA zone; null when a new cut has removed the trip. */
  timeZone: string | null;
  facts: BadgeFacts;
}

/** What a visible driver has earned, in the order it was earned; throws `not_found`. */
export async function listBadgeAwards(db: Queryable, scope: Scope, args: { driverId: number }): Promise<BadgeAward[]> {
  const rows = await db
    .select({
      id: badgeAwards.id,
      badge: badgeAwards.badge,
      tripId: badgeAwards.tripId,
      earnedAt: badgeAwards.earnedAt,
      timeZone: trips.endTimeZone,
      facts: badgeAwards.facts,
    })
    .from(drivers)
    .leftJoin(badgeAwards, eq(badgeAwards.driverId, drivers.id))
    .leftJoin(trips, eq(trips.id, badgeAwards.tripId))
    .where(all(visibleDrivers(scope), eq(drivers.id, args.driverId)))
    .orderBy(asc(badgeAwards.earnedAt), asc(badgeAwards.id));
  if (rows.length === 0) throw notFound("driver");
  return rows.flatMap(({ id, badge, tripId, earnedAt, timeZone, facts }) => {
    const isWhole = id !== null && badge !== null && isBadgeKey(badge) && tripId !== null && earnedAt !== null && facts !== null;
    return isWhole ? [{ id, badge, tripId, earnedAt, timeZone, facts }] : [];
  });
}

const badgeTrip = {
  id: trips.id,
  vehicleId: trips.vehicleId,
  startedAt: trips.startedAt,
  endedAt: trips.endedAt,
  timeZone: trips.startTimeZone,
  distanceM: trips.distanceM,
  durationS: trips.durationS,
  idlingS: trips.idlingS,
  over70MphS: trips.over70MphS,
  ...hardCounts,
  nightFraction: trips.nightFraction,
  fuelL: trips.fuelL,
  energyKwh: trips.energyKwh,
  score: reportCards.driveScore,
  hbr: reportCards.hbr,
  hac: reportCards.hac,
  spd: reportCards.spd,
  idl: reportCards.idl,
};

type BadgeTripRow = { startedAt: Date; endedAt: Date; score: number | null } & Omit<BadgeTrip, "startedAtMs" | "endedAtMs" | "score">;

function toBadgeTrip({ startedAt, endedAt, score, ...rest }: BadgeTripRow): BadgeTrip {
  return { ...rest, score: score ?? 0, startedAtMs: startedAt.getTime(), endedAtMs: endedAt.getTime() };
}

function selectBadgeTrips(db: Queryable, condition: SQL) {
  return db
    .select(badgeTrip)
    .from(trips)
    .innerJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(all(condition, eq(trips.status, "finished"), isNotNull(reportCards.driveScore)))
    .$dynamic();
}

/** All scored trips of a driver, in no order. */
export async function listBadgeTrips(tx: Tx, driverId: number): Promise<BadgeTrip[]> {
  return (await selectBadgeTrips(tx, eq(trips.driverId, driverId))).map(toBadgeTrip);
}

/** The newest scored trips of a driver that the scope sees: enough to tell how far the next badge is. */
export async function listRecentBadgeTrips(db: Queryable, scope: Scope, args: { driverId: number; limit: number }): Promise<BadgeTrip[]> {
  const ofDriver = all(visibleTrips(scope), eq(trips.driverId, args.driverId));
  return (await selectBadgeTrips(db, ofDriver).orderBy(desc(trips.startedAt)).limit(args.limit)).map(toBadgeTrip);
}

/** What a driver has been given so far. */
export async function listStoredAwards(tx: Tx, driverId: number): Promise<(EarnedBadge & { id: number })[]> {
  const rows = await tx
    .select({
      id: badgeAwards.id,
      badge: badgeAwards.badge,
      tripId: badgeAwards.tripId,
      earnedAt: badgeAwards.earnedAt,
      facts: badgeAwards.facts,
    })
    .from(badgeAwards)
    .where(eq(badgeAwards.driverId, driverId));
  return rows.map(({ earnedAt, badge, ...rest }) => ({ ...rest, badge: badge as BadgeKey, earnedAtMs: earnedAt.getTime() }));
}

/** Writes badges of a driver; those there are keep their ids. */
export async function upsertAwards(tx: Tx, key: { driverId: number; accountId: number }, awards: readonly EarnedBadge[]): Promise<void> {
  const rows = awards.map(({ badge, tripId, earnedAtMs, facts }) => ({ ...key, badge, tripId, earnedAt: new Date(earnedAtMs), facts }));
  await writeInSlices(rows, (slice) =>
    tx
      .insert(badgeAwards)
      .values(slice)
      .onConflictDoUpdate({
        target: [badgeAwards.driverId, badgeAwards.badge],
        set: { tripId: sql`excluded.trip_id`, earnedAt: sql`excluded.earned_at`, facts: sql`excluded.facts` },
      }),
  );
}

/** Takes badges away that the trips no longer earn. */
export async function deleteAwards(tx: Tx, ids: readonly number[]): Promise<void> {
  await writeInSlices(ids, (slice) => tx.delete(badgeAwards).where(inArray(badgeAwards.id, slice)));
}
