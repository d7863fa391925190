/** Which trips, cars and drivers belong together, as ids. */
import { and, asc, eq, sql } from "drizzle-orm";
import { type IdPage, withinPage } from "#db/queries/id-pages.ts";
import { all, isValidAt, type Queryable, visibleDrivers, visibleTrips } from "#db/queries/visibility.ts";
import { drivers } from "#db/schema/accounts.ts";
import { trips } from "#db/schema/trips.ts";
import { driverAssignments } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

/** A page of the visible trips of a driver or a car, lowest id first; none of what is not visible. */
export async function listTripIds(
  db: Queryable,
  scope: Scope,
  args: { of: { driverId: number } | { vehicleId: number }; page: IdPage },
): Promise<number[]> {
  const owner = "driverId" in args.of ? eq(trips.driverId, args.of.driverId) : eq(trips.vehicleId, args.of.vehicleId);
  const rows = await db
    .select({ id: trips.id })
    .from(trips)
    .where(all(visibleTrips(scope), owner, withinPage(trips.id, args.page)))
    .orderBy(asc(trips.id))
    .limit(args.page.limit);
  return rows.map(({ id }) => id);
}

/** The visible drivers who are assigned to a car at the moment, lowest id first. */
export async function listAssignedDriverIds(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }): Promise<number[]> {
  const assigned = and(
    eq(driverAssignments.driverId, drivers.id),
    eq(driverAssignments.vehicleId, args.vehicleId),
    isValidAt(driverAssignments, args.at),
  );
  const rows = await db
    .select({ id: drivers.id })
    .from(drivers)
    .where(all(visibleDrivers(scope), sql`exists (select from ${driverAssignments} where ${assigned})`))
    .orderBy(asc(drivers.id));
  return rows.map(({ id }) => id);
}
