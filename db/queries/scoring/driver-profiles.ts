import { and, asc, eq, sql } from "drizzle-orm";
import { all, isValidAt, type Queryable, visibleDrivers, visibleTrips } from "#db/queries/visibility.ts";
import { drivers, users } from "#db/schema/accounts.ts";
import { driverScores } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { driverAssignments, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DriverCard } from "#server/domain/scoring/score-driver.ts";

export interface ScorePoint {
  /** `2026-03-01`: the score is over the 28 days up to and including this one. */
  asOf: string;
  score: number | null;
  /** What the score lies in with 80 % certainty. */
  interval: [low: number, high: number] | null;
}

export interface DriverProfile {
  id: number;
  name: string;
  email: string | null;
  /** The newest score; null before the first scored trip. */
  asOf: string | null;
  card: DriverCard | null;
  /** The newest scores, oldest first. */
  history: ScorePoint[];
  lastTripAt: Date | null;
  /** Cars assigned now. */
  vehicles: { id: number; name: string }[];
}

interface ProfileArgs {
  at: Date;
  /** Only this driver. */
  driverId?: number;
  /** How many scores of the past to show. */
  historyLength: number;
}

/** The visible drivers by name. */
export async function listDriverProfiles(db: Queryable, scope: Scope, args: ProfileArgs): Promise<DriverProfile[]> {
  const newest = newestScore(db);
  const rows = await db
    .select({
      id: drivers.id,
      name: drivers.name,
      email: users.email,
      asOf: newest.asOf,
      card: newest.card,
      history: scoreHistory(args.historyLength),
      lastTripAt: lastTripStart(scope),
      vehicles: assignedVehicles(args.at),
    })
    .from(drivers)
    .leftJoin(users, eq(users.id, drivers.userId))
    .leftJoinLateral(newest, sql`true`)
    .where(all(visibleDrivers(scope), args.driverId === undefined ? undefined : eq(drivers.id, args.driverId)))
    .orderBy(asc(sql`lower(${drivers.name})`), asc(drivers.id))
    .limit(maxDrivers);
  return rows.map((row) => ({ ...row, lastTripAt: row.lastTripAt === null ? null : new Date(row.lastTripAt) }));
}

/** More drivers than this are not listed at once. */
const maxDrivers = 2000;

/** One driver; throws `not_found` unless visible. */
export async function getDriverProfile(db: Queryable, scope: Scope, args: ProfileArgs & { driverId: number }): Promise<DriverProfile> {
  const [profile] = await listDriverProfiles(db, scope, args);
  if (!profile) throw notFound("driver");
  return profile;
}

function newestScore(db: Queryable) {
  return db
    .select({ asOf: driverScores.asOf, card: driverScores.card })
    .from(driverScores)
    .where(eq(driverScores.driverId, drivers.id))
    .orderBy(sql`${driverScores.asOf} desc`)
    .limit(1)
    .as("newest_score");
}

function scoreHistory(length: number) {
  return sql<ScorePoint[]>`(
    select coalesce(json_agg(json_build_object('asOf', h.as_of, 'score', h.score, 'interval', h.interval) order by h.as_of), '[]')
    from (
      select ${driverScores.asOf} as as_of, ${driverScores.score} as score, ${driverScores.card} -> 'interval' as interval
      from ${driverScores}
      where ${driverScores.driverId} = ${drivers.id} order by ${driverScores.asOf} desc limit ${length}
    ) h)`;
}

/** Milliseconds since the epoch. */
function lastTripStart(scope: Scope) {
  return sql<number | null>`(
    select (extract(epoch from ${trips.startedAt}) * 1000)::float8 from ${trips}
    where ${and(eq(trips.driverId, drivers.id), visibleTrips(scope))}
    order by ${trips.startedAt} desc nulls last limit 1)`;
}

function assignedVehicles(at: Date) {
  const assigned = and(eq(driverAssignments.driverId, drivers.id), isValidAt(driverAssignments, at));
  return sql<{ id: number; name: string }[]>`(
    select coalesce(json_agg(json_build_object('id', v.id, 'name', v.name) order by lower(v.name), v.id), '[]')
    from (
      select distinct ${vehicles.id} as id, ${vehicles.name} as name from ${driverAssignments}
      join ${vehicles} on ${vehicles.id} = ${driverAssignments.vehicleId} where ${assigned}
    ) v)`;
}

/** The visible drivers by name: for filters. */
export async function listDriverNames(db: Queryable, scope: Scope): Promise<{ id: number; name: string }[]> {
  return db
    .select({ id: drivers.id, name: drivers.name })
    .from(drivers)
    .where(visibleDrivers(scope))
    .orderBy(asc(sql`lower(${drivers.name})`), asc(drivers.id))
    .limit(maxDrivers);
}
