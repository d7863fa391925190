import { asc, desc, eq, gte, inArray, type SQL, sql } from "drizzle-orm";
import { streetAt } from "#db/queries/trips/streets.ts";
import { all, isValidAt, type Queryable, visibleTrips, visibleVehicles } from "#db/queries/visibility.ts";
import { accounts, drivers } from "#db/schema/accounts.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { deviceAssignments, devices, driverAssignments, vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export interface GarageArgs {
  at: Date;
  /** Only these of the visible vehicles; for live updates. */
  vehicleIds?: readonly number[];
}

/** Ordered like the trips' indexes are, which PostgreSQL only uses when the place of nulls is the same. */
const newestFirst: SQL = sql`${trips.startedAt} desc nulls last`;

const vehicleColumns = {
  id: vehicles.id,
  name: vehicles.name,
  make: vehicles.make,
  model: vehicles.model,
  submodel: vehicles.submodel,
  color: vehicles.color,
  year: vehicles.year,
  plate: vehicles.plate,
  vehicleClass: vehicles.vehicleClass,
  fuelType: vehicles.fuelType,
  newestAt: vehicleStates.at,
  signals: vehicleStates.signals,
};

/** Vehicles with what is newest about each: state, adapter, driver, latest trip and the figures of the account's local day. */
export type GarageVehicle = Awaited<ReturnType<typeof listGarageVehicles>>[number];

export async function listGarageVehicles(db: Queryable, scope: Scope, args: GarageArgs) {
  const device = currentDevice(db, args.at);
  const driver = currentDriver(db, args.at);
  const latest = latestTrip(db, scope);
  const today = figuresOfToday(db, scope, args.at);
  const rows = await db
    .select({
      ...vehicleColumns,
      device: {
        id: device.id,
        serial: device.serial,
        plugged: device.plugged,
        firmware: device.firmware,
        signalPct: device.signalPct,
        reportedAt: device.reportedAt,
        lastUploadAt: device.lastUploadAt,
      },
      driver: { id: driver.id, name: driver.name },
      latestTrip: latestTripColumns(latest),
      todayTrips: today.trips,
      todayDistanceM: today.distanceM,
      todayMovingS: today.movingS,
    })
    .from(vehicles)
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .leftJoinLateral(device, sql`true`)
    .leftJoinLateral(driver, sql`true`)
    .leftJoinLateral(latest, sql`true`)
    .leftJoinLateral(today, sql`true`)
    .where(all(visibleVehicles(scope, args.at, "now"), args.vehicleIds && inArray(vehicles.id, [...args.vehicleIds])))
    .orderBy(asc(sql`lower(${vehicles.name})`), asc(vehicles.id))
    .limit(maxGarageVehicles);
  return rows.map(({ todayTrips, todayDistanceM, todayMovingS, ...row }) => ({
    ...row,
    today: { trips: todayTrips ?? 0, distanceM: todayDistanceM ?? 0, movingS: todayMovingS ?? 0 },
  }));
}

/** More cars than this are not drawn at once. */
const maxGarageVehicles = 2000;

function currentDevice(db: Queryable, at: Date) {
  return db
    .select({
      id: devices.id,
      serial: devices.serial,
      plugged: devices.plugged,
      firmware: devices.firmware,
      signalPct: devices.signalPct,
      reportedAt: devices.reportedAt,
      lastUploadAt: devices.lastUploadAt,
    })
    .from(deviceAssignments)
    .innerJoin(devices, eq(devices.id, deviceAssignments.deviceId))
    .where(all(eq(deviceAssignments.vehicleId, vehicles.id), isValidAt(deviceAssignments, at)))
    .orderBy(sql`${deviceAssignments.validFrom} desc nulls last`, desc(deviceAssignments.id))
    .limit(1)
    .as("current_device");
}

/** The driver a trip that starts now would belong to: of those assigned, the latest assignment wins. */
export function currentDriver(db: Queryable, at: Date) {
  return db
    .select({ id: drivers.id, name: drivers.name })
    .from(driverAssignments)
    .innerJoin(drivers, eq(drivers.id, driverAssignments.driverId))
    .where(all(eq(driverAssignments.vehicleId, vehicles.id), isValidAt(driverAssignments, at)))
    .orderBy(sql`${driverAssignments.validFrom} desc nulls last`, desc(driverAssignments.id))
    .limit(1)
    .as("current_driver");
}

function latestTripColumns(latest: ReturnType<typeof latestTrip>) {
  return {
    id: latest.id,
    status: latest.status,
    startedAt: latest.startedAt,
    startTimeZone: latest.startTimeZone,
    endedAt: latest.endedAt,
    endPlace: latest.endPlace,
    endStreet: latest.endStreet,
    distanceM: latest.distanceM,
    driveScore: latest.driveScore,
  };
}

function latestTrip(db: Queryable, scope: Scope) {
  return db
    .select({
      id: trips.id,
      status: trips.status,
      startedAt: trips.startedAt,
      startTimeZone: trips.startTimeZone,
      endedAt: trips.endedAt,
      endPlace: trips.endPlace,
      endStreet: streetAt(trips.endLat, trips.endLon, trips.endQuarter).as("end_street"),
      distanceM: trips.distanceM,
      driveScore: reportCards.driveScore,
    })
    .from(trips)
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(all(eq(trips.vehicleId, vehicles.id), visibleTrips(scope)))
    .orderBy(newestFirst)
    .limit(1)
    .as("latest_trip");
}

/** Trips that started since midnight where the account is at home. */
function figuresOfToday(db: Queryable, scope: Scope, at: Date) {
  const now = sql`${at.toISOString()}::timestamptz`;
  const midnight = sql`(select date_trunc('day', ${now} at time zone ${accounts.timeZone}) at time zone ${accounts.timeZone}
    from ${accounts} where ${accounts.id} = ${scope.accountId})`;
  return db
    .select({
      trips: sql<number>`count(*)::int`.as("today_trips"),
      distanceM: sql<number>`coalesce(sum(${trips.distanceM}), 0)`.as("today_distance_m"),
      movingS: sql<number>`coalesce(sum(${trips.movingS}), 0)::int`.as("today_moving_s"),
    })
    .from(trips)
    .where(all(eq(trips.vehicleId, vehicles.id), visibleTrips(scope), gte(trips.startedAt, midnight)))
    .as("today");
}
