import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type IdPage, withinPage } from "#db/queries/id-pages.ts";
import { currentDeviceId } from "#db/queries/vehicles/vehicle-cards.ts";
import { all, isValidAt, type Queryable, visibleDrivers } from "#db/queries/visibility.ts";
import { drivers, users } from "#db/schema/accounts.ts";
import { driverRollups, driverScores } from "#db/schema/scoring.ts";
import { driverAssignments, vehicles } from "#db/schema/vehicles.ts";
import type { EmergencyContact } from "#server/domain/accounts/people.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DriverCard } from "#server/domain/scoring/score-driver.ts";
import { noTrips, type TripTotals } from "#server/domain/trips/rollup.ts";

/** A car as people tell it from others, with the adapter in it. */
export interface NamedCar {
  id: number;
  deviceId: number | null;
  name: string;
  plate: string | null;
}

/** A driver with what is known of the person and the sums of their driving. */
export interface DriverDetails {
  id: number;
  name: string;
  gender: "M" | "F" | "O" | null;
  /** `1996-03-28`. */
  bornOn: string | null;
  phone: string | null;
  emergencyContacts: EmergencyContact[];
  /** Whom they sign in as. */
  user: { id: number; name: string; email: string } | null;
  /** Assigned now, lowest id first. */
  cars: NamedCar[];
  /** The newest score; null before the first scored trip. */
  card: DriverCard | null;
  totals: TripTotals;
}

/** A page of the visible drivers, lowest id first. */
export async function listDriverDetails(db: Queryable, scope: Scope, args: { at: Date; page: IdPage }): Promise<DriverDetails[]> {
  return selectDetails(db, args.at, all(visibleDrivers(scope), withinPage(drivers.id, args.page)), args.page.limit);
}

/** One driver; throws `not_found` unless visible. */
export async function getDriverDetails(db: Queryable, scope: Scope, args: { driverId: number; at: Date }): Promise<DriverDetails> {
  const [driver] = await selectDetails(db, args.at, all(visibleDrivers(scope), eq(drivers.id, args.driverId)), 1);
  if (!driver) throw notFound("driver");
  return driver;
}

async function selectDetails(db: Queryable, at: Date, condition: SQL, limit: number): Promise<DriverDetails[]> {
  const card = newestCard(db);
  const rows = await db
    .select({
      id: drivers.id,
      name: drivers.name,
      gender: drivers.gender,
      bornOn: drivers.bornOn,
      phone: drivers.phone,
      emergencyContacts: drivers.emergencyContacts,
      user: { id: users.id, name: users.name, email: users.email },
      cars: assignedCars(at),
      card: card.card,
      totals: driverRollups.totals,
    })
    .from(drivers)
    .leftJoin(users, eq(users.id, drivers.userId))
    .leftJoin(driverRollups, eq(driverRollups.driverId, drivers.id))
    .leftJoinLateral(card, sql`true`)
    .where(condition)
    .orderBy(asc(drivers.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, totals: row.totals ?? noTrips }));
}

function newestCard(db: Queryable) {
  return db
    .select({ card: driverScores.card })
    .from(driverScores)
    .where(eq(driverScores.driverId, drivers.id))
    .orderBy(sql`${driverScores.asOf} desc`)
    .limit(1)
    .as("newest_card");
}

function assignedCars(at: Date) {
  const assigned = and(eq(driverAssignments.driverId, drivers.id), isValidAt(driverAssignments, at));
  return sql<NamedCar[]>`(
    select coalesce(json_agg(json_build_object('id', v.id, 'deviceId', v.device_id, 'name', v.name, 'plate', v.plate) order by v.id), '[]')
    from (
      select distinct ${vehicles.id} as id, ${vehicles.name} as name, ${vehicles.plate} as plate, ${currentDeviceId(at)} as device_id
      from ${driverAssignments} join ${vehicles} on ${vehicles.id} = ${driverAssignments.vehicleId} where ${assigned}
    ) v)`;
}
