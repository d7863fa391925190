import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type IdPage, withinPage } from "#db/queries/id-pages.ts";
import { type AssignmentReach, all, isValidAt, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { deviceAssignments, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** What stays the same of a car from day to day. */
export type VehicleCard = Awaited<ReturnType<typeof selectCards>>[number];

/** A page of the cars the scope has ever had to do with, lowest id first. */
export function listVehicleCards(db: Queryable, scope: Scope, args: { at: Date; page: IdPage }): Promise<VehicleCard[]> {
  return selectCards(db, args.at, all(visibleVehicles(scope, args.at, "ever"), withinPage(vehicles.id, args.page)), args.page.limit);
}

/** One car; `reach` as in `visibleVehicles`. Throws `not_found`. */
export async function getVehicleCard(
  db: Queryable,
  scope: Scope,
  args: { vehicleId: number; at: Date; reach: AssignmentReach },
): Promise<VehicleCard> {
  const [card] = await selectCards(db, args.at, all(visibleVehicles(scope, args.at, args.reach), eq(vehicles.id, args.vehicleId)), 1);
  if (!card) throw notFound("vehicle");
  return card;
}

function selectCards(db: Queryable, at: Date, condition: SQL, limit: number) {
  return db
    .select({
      id: vehicles.id,
      name: vehicles.name,
      plate: vehicles.plate,
      make: vehicles.make,
      model: vehicles.model,
      fuelType: vehicles.fuelType,
      speedLimitKmh: vehicles.speedLimitKmh,
      deviceId: currentDeviceId(at),
    })
    .from(vehicles)
    .where(condition)
    .orderBy(asc(vehicles.id))
    .limit(limit);
}

/** The adapter that sits in a row's vehicle; of several the one put there latest. */
export function currentDeviceId(at: Date) {
  return sql<number | null>`(
    select ${deviceAssignments.deviceId}::float8 from ${deviceAssignments}
    where ${and(eq(deviceAssignments.vehicleId, vehicles.id), isValidAt(deviceAssignments, at))}
    order by ${deviceAssignments.validFrom} desc nulls last, ${deviceAssignments.id} desc limit 1)`;
}
