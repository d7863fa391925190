import { asc, eq, gte, sql } from "drizzle-orm";
import { all, type Queryable, visibleTrips, visibleVehicles } from "#db/queries/visibility.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { listGarageVehicles } from "./garage.ts";

/** Everything of one car that the garage knows, with its papers. Throws `not_found` unless visible now. */
export async function getVehicleStatus(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }) {
  const [[vehicle], [details]] = await Promise.all([
    listGarageVehicles(db, scope, { at: args.at, vehicleIds: [args.vehicleId] }),
    findDetails(db, scope, args),
  ]);
  if (!vehicle || !details) throw notFound("vehicle");
  return { ...vehicle, ...details };
}

function findDetails(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }) {
  return db
    .select({
      vin: vehicles.vin,
      transmission: vehicles.transmission,
      fuelGrade: vehicles.fuelGrade,
      epaKmPerL: vehicles.epaKmPerL,
      tankL: vehicles.tankL,
      batteryKwh: vehicles.batteryKwh,
      speedLimitKmh: vehicles.speedLimitKmh,
    })
    .from(vehicles)
    .where(all(visibleVehicles(scope, args.at, "now"), eq(vehicles.id, args.vehicleId)))
    .limit(1);
}

export interface VehicleDay {
  /** `2026-03-01`, where each trip started. */
  day: string;
  trips: number;
  distanceM: number;
  /** Weighted by distance; null when none of the day's trips has a score. */
  score: number | null;
}

/** A car's driving day by day since a moment, days without a trip left out. Empty for a car that is not visible. */
export async function listVehicleDays(db: Queryable, scope: Scope, args: { vehicleId: number; from: Date }): Promise<VehicleDay[]> {
  const day = sql<string>`to_char(${trips.startedAt} at time zone ${trips.startTimeZone}, 'YYYY-MM-DD')`;
  return db
    .select({
      day,
      trips: sql<number>`count(*)::int`,
      distanceM: sql<number>`sum(${trips.distanceM})`,
      score: sql<number | null>`sum(${reportCards.driveScore} * ${trips.distanceM})
        / nullif(sum(${trips.distanceM}) filter (where ${reportCards.driveScore} is not null), 0)`,
    })
    .from(trips)
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(all(visibleTrips(scope), eq(trips.vehicleId, args.vehicleId), gte(trips.startedAt, args.from)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
}

/** Every car the scope has ever had to do with, by name: for filters. */
export async function listVehicleNames(db: Queryable, scope: Scope, args: { at: Date }): Promise<{ id: number; name: string }[]> {
  return db
    .select({ id: vehicles.id, name: vehicles.name })
    .from(vehicles)
    .where(visibleVehicles(scope, args.at, "ever"))
    .orderBy(asc(sql`lower(${vehicles.name})`), asc(vehicles.id))
    .limit(maxNames);
}

const maxNames = 2000;
