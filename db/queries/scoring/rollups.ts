/** Sums of finished trips: written by the pipeline, read by key, so that no request adds anything up. */
import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all, type Queryable, visibleDrivers, visibleVehicles } from "#db/queries/visibility.ts";
import { drivers } from "#db/schema/accounts.ts";
import { driverRollups, vehicleRollups } from "#db/schema/scoring.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { maxTripPoints, noTrips, type TripPoint, type TripTotals } from "#server/domain/trips/rollup.ts";

/** A sum in order of time: added up in another order, the same trips would come to another last digit. */
const sum = (column: string, condition = "true") =>
  sql.raw(`coalesce(sum(t.${column} order by t.started_at, t.id) filter (where ${condition}), 0)`);

/** Sums and newest points over the finished trips `t` of a car or a driver, as two JSON columns. */
const summed = (condition: SQL) => sql`
  select (
    select json_build_object(
      'trips', count(*), 'distanceM', ${sum("distance_m")}, 'durationS', ${sum("duration_s")},
      'movingS', ${sum("moving_s")}, 'idlingS', ${sum("idling_s")},
      'hardBrakes', ${sum("hard_brakes")}, 'hardAccels', ${sum("hard_accels")},
      'fuelL', ${sum("fuel_l")}, 'fuelDistanceM', ${sum("distance_m", "t.fuel_l is not null")},
      'energyKwh', ${sum("energy_kwh")}, 'energyDistanceM', ${sum("distance_m", "t.energy_kwh is not null")})
    from trips t where ${condition} and t.status = 'finished'
  ) as totals, (
    select coalesce(json_agg(json_build_object(
      'tripId', p.id, 'startedAtMs', (extract(epoch from p.started_at) * 1000)::bigint, 'vehicleId', p.vehicle_id, 'driverId', p.driver_id,
      'distanceM', p.distance_m, 'durationS', p.duration_s, 'fuelL', p.fuel_l, 'driveScore', p.drive_score) order by p.started_at, p.id), '[]')
    from (
      select t.id, t.started_at, t.vehicle_id, t.driver_id, t.distance_m, t.duration_s, t.fuel_l, r.drive_score
      from trips t left join report_cards r on r.trip_id = t.id
      where ${condition} and t.status = 'finished' order by t.started_at desc limit ${maxTripPoints}
    ) p
  ) as points`;

/** Adds the finished trips of a vehicle up. */
export async function sumVehicleTrips(db: Db | Tx, vehicleId: number): Promise<void> {
  await db.execute(sql`
    insert into vehicle_rollups (vehicle_id, account_id, totals, points)
    select v.id, v.account_id, s.totals, s.points
    from vehicles v, lateral (${summed(sql`t.vehicle_id = v.id`)}) s where v.id = ${vehicleId}
    on conflict (vehicle_id) do update set totals = excluded.totals, points = excluded.points, updated_at = now()`);
}

/** Adds the finished trips of a driver up. */
export async function sumDriverTrips(db: Db | Tx, driverId: number): Promise<void> {
  await db.execute(sql`
    insert into driver_rollups (driver_id, account_id, totals, points)
    select d.id, d.account_id, s.totals, s.points
    from drivers d, lateral (${summed(sql`t.driver_id = d.id`)}) s where d.id = ${driverId}
    on conflict (driver_id) do update set totals = excluded.totals, points = excluded.points, updated_at = now()`);
}

export interface Rollup {
  totals: TripTotals;
  /** The newest trips, oldest first. */
  points: TripPoint[];
}

/**
 * The sums of a car that is visible now, with those of its newest trips that the scope sees: sums are the car's own, like its
 * odometer, trips are their drivers'. Zeros before its first trip; throws `not_found`.
 */
export async function getVehicleRollup(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }): Promise<Rollup> {
  const [row] = await db
    .select({ totals: vehicleRollups.totals, points: vehicleRollups.points })
    .from(vehicles)
    .leftJoin(vehicleRollups, eq(vehicleRollups.vehicleId, vehicles.id))
    .where(all(visibleVehicles(scope, args.at, "now"), eq(vehicles.id, args.vehicleId)))
    .limit(1);
  if (!row) throw notFound("vehicle");
  const { driverIds } = scope;
  const points = (row.points ?? []).filter(({ driverId }) => driverIds === "all" || (driverId !== null && driverIds.includes(driverId)));
  return { totals: row.totals ?? noTrips, points };
}

/** The sums of a visible driver. Zeros before the first trip; throws `not_found`. */
export async function getDriverRollup(db: Queryable, scope: Scope, args: { driverId: number }): Promise<Rollup> {
  const [row] = await db
    .select({ totals: driverRollups.totals, points: driverRollups.points })
    .from(drivers)
    .leftJoin(driverRollups, eq(driverRollups.driverId, drivers.id))
    .where(all(visibleDrivers(scope), eq(drivers.id, args.driverId)))
    .limit(1);
  if (!row) throw notFound("driver");
  return { totals: row.totals ?? noTrips, points: row.points ?? [] };
}
