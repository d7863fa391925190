/** Finished trips with all that the public APIs for apps tell of one. */
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type FactsPage, type MomentRange, withinMoments, withinUids } from "#db/queries/fact-pages.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { accounts, drivers, users } from "#db/schema/accounts.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips, tripTags } from "#db/schema/trips.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { TripFacts } from "#server/domain/automatic/facts.ts";
import type { UidRange } from "#server/domain/automatic/ids.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { endStreet, isStreetOf, startStreet, toTripFacts, tripFactColumns } from "./trip-fact-columns.ts";

export interface TripFactsFilter {
  started?: MomentRange | undefined;
  ended?: MomentRange | undefined;
  vehicle?: UidRange | undefined;
  /** Has any of these. */
  tags?: readonly string[] | undefined;
}

/** One finished trip; throws `not_found` unless visible. The signals of its car are left out. */
export async function getTripFacts(db: Queryable, scope: Scope, args: { tripId: number } | { uid: UidRange }): Promise<TripFacts> {
  const wanted = "tripId" in args ? eq(trips.id, args.tripId) : withinUids(trips.uid, args.uid);
  const [trip] = await selectTrips(db, all(finishedTrips(scope), wanted), { offset: 0, limit: 1 });
  if (!trip) throw notFound("trip");
  return trip;
}

/** A page of the visible finished trips, the newest start first, and how many match. */
export async function listTripFacts(
  db: Queryable,
  scope: Scope,
  args: TripFactsFilter & FactsPage,
): Promise<{ trips: TripFacts[]; total: number }> {
  const matching = all(
    finishedTrips(scope),
    withinMoments(trips.startedAt, args.started),
    withinMoments(trips.endedAt, args.ended),
    args.vehicle && inArray(trips.vehicleId, db.select({ id: vehicles.id }).from(vehicles).where(withinUids(vehicles.uid, args.vehicle))),
    args.tags && sql`exists (select from ${tripTags} where ${and(eq(tripTags.tripId, trips.id), inArray(tripTags.tag, [...args.tags]))})`,
  );
  const [rows, total] = await Promise.all([selectTrips(db, matching, args), db.$count(trips, matching)]);
  return { trips: rows, total };
}

const finishedTrips = (scope: Scope): SQL => all(visibleTrips(scope), eq(trips.status, "finished"));

/** Ordered like the trips' indexes are, which PostgreSQL only uses when the place of nulls is the same. */
const newestFirst = [sql`${trips.startedAt} desc nulls last`, sql`${trips.id} desc nulls last`];

/** The page is cut before anything is joined to it, so that what is joined is read for its trips alone. */
async function selectTrips(db: Queryable, matching: SQL, { offset, limit }: FactsPage): Promise<TripFacts[]> {
  const page = db
    .select({ id: trips.id })
    .from(trips)
    .where(matching)
    .orderBy(...newestFirst)
    .offset(offset)
    .limit(limit)
    .as("page");
  const rows = await db
    .select(tripFactColumns)
    .from(page)
    .innerJoin(trips, eq(trips.id, page.id))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(accounts, eq(accounts.id, trips.accountId))
    .leftJoin(drivers, eq(drivers.id, trips.driverId))
    .leftJoin(users, eq(users.id, drivers.userId))
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .leftJoin(startStreet, isStreetOf(startStreet, trips.startLat, trips.startLon))
    .leftJoin(endStreet, isStreetOf(endStreet, trips.endLat, trips.endLon))
    .orderBy(...newestFirst);
  return rows.map(toTripFacts);
}
