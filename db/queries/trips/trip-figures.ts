import { desc, eq, type SQL } from "drizzle-orm";
import { type IdPage, withinPage } from "#db/queries/id-pages.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** The figures of a trip and the points of its report card, without what is drawn. */
export type TripFigureRow = Awaited<ReturnType<typeof selectFigures>>[number];

/** A page of the visible trips, highest id first. */
export function listTripFigures(db: Queryable, scope: Scope, args: { page: IdPage }): Promise<TripFigureRow[]> {
  return selectFigures(db, all(visibleTrips(scope), withinPage(trips.id, args.page)), args.page.limit);
}

/** One trip; throws `not_found` unless visible. */
export async function getTripFigures(db: Queryable, scope: Scope, args: { tripId: number }): Promise<TripFigureRow> {
  const [trip] = await selectFigures(db, all(visibleTrips(scope), eq(trips.id, args.tripId)), 1);
  if (!trip) throw notFound("trip");
  return trip;
}

function selectFigures(db: Queryable, condition: SQL, limit: number) {
  return db
    .select({
      id: trips.id,
      vehicleId: trips.vehicleId,
      deviceId: trips.deviceId,
      driverId: trips.driverId,
      fuelType: vehicles.fuelType,
      startedAt: trips.startedAt,
      endedAt: trips.endedAt,
      startLat: trips.startLat,
      startLon: trips.startLon,
      endLat: trips.endLat,
      endLon: trips.endLon,
      distanceM: trips.distanceM,
      durationS: trips.durationS,
      hardBrakes: trips.hardBrakes,
      hardAccels: trips.hardAccels,
      fuelL: trips.fuelL,
      energyKwh: trips.energyKwh,
      sampleCount: trips.sampleCount,
      card: {
        driveScore: reportCards.driveScore,
        hbr: reportCards.hbr,
        hac: reportCards.hac,
        spd: reportCards.spd,
        idl: reportCards.idl,
        clt: reportCards.clt,
      },
    })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(condition)
    .orderBy(desc(trips.id))
    .limit(limit);
}
