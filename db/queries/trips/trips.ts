import { and, asc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { hardCounts, hasHardEvents, speedingS } from "#db/queries/driving-events/scored.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { drivers } from "#db/schema/accounts.ts";
import { tripEvents } from "#db/schema/driving-events.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips, tripTags, tripTracks } from "#db/schema/trips.ts";
import { devices, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { maxListedTrips, type TripSort } from "#server/domain/trips/trip-list.ts";
import { streetAt } from "./streets.ts";

export interface TripFilter {
  /** Part of a vehicle's name or plate, a driver's name or a place. */
  search?: string | undefined;
  vehicleId?: number | undefined;
  driverId?: number | undefined;
  /** Local days where the trip started, both inclusive, `2026-03-01`. */
  fromDay?: string | undefined;
  toDay?: string | undefined;
  status?: "open" | "finished" | undefined;
  minScore?: number | undefined;
  maxScore?: number | undefined;
  /** Has this one. */
  tag?: string | undefined;
  /** True: only trips with a hard brake, a hard acceleration or speeding. */
  withEvents?: boolean | undefined;
}

export interface TripListArgs extends TripFilter {
  sort: TripSort;
  descending: boolean;
  offset: number;
  limit: number;
}

/** One page of the trips that match, and how many do (at most `maxListedTrips` are counted). */
export async function listTrips(db: Queryable, scope: Scope, args: TripListArgs) {
  const matching = matchingTrips(scope, args);
  const [rows, total] = await Promise.all([selectListed(db, matching, args), countTrips(db, matching)]);
  return { trips: rows, total };
}

export type ListedTrip = Awaited<ReturnType<typeof selectListed>>[number];

function selectListed(db: Queryable, matching: SQL, args: TripListArgs) {
  return db
    .select({
      id: trips.id,
      status: trips.status,
      startedAt: trips.startedAt,
      endedAt: trips.endedAt,
      startPlace: trips.startPlace,
      endPlace: trips.endPlace,
      ...streets,
      tags,
      startTimeZone: trips.startTimeZone,
      endTimeZone: trips.endTimeZone,
      vehicle: { id: vehicles.id, name: vehicles.name, plate: vehicles.plate },
      driver: { id: drivers.id, name: drivers.name },
      distanceM: trips.distanceM,
      durationS: trips.durationS,
      idlingS: trips.idlingS,
      ...hardCounts,
      speedingS,
      quality: trips.quality,
      polyline: trips.polyline,
      driveScore: reportCards.driveScore,
      noScoreReason: reportCards.noScoreReason,
    })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .leftJoin(drivers, eq(drivers.id, trips.driverId))
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(matching)
    .orderBy(...orderOf(args))
    .offset(Math.min(args.offset, maxListedTrips))
    .limit(args.limit);
}

const tags = sql<string[]>`array(select ${tripTags.tag} from ${tripTags} where ${tripTags.tripId} = ${trips.id} order by 1)`;
/** Where in its town a trip begins and ends: the street, else the quarter. */
const streets = {
  startStreet: streetAt(trips.startLat, trips.startLon, trips.startQuarter),
  endStreet: streetAt(trips.endLat, trips.endLon, trips.endQuarter),
};

async function countTrips(db: Queryable, matching: SQL): Promise<number> {
  const counted = db
    .select({ one: sql`1`.as("one") })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .leftJoin(drivers, eq(drivers.id, trips.driverId))
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(matching)
    .limit(maxListedTrips)
    .as("counted");
  const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(counted);
  return row?.total ?? 0;
}

function matchingTrips(scope: Scope, filter: TripFilter): SQL {
  return all(
    visibleTrips(scope),
    filter.vehicleId === undefined ? undefined : eq(trips.vehicleId, filter.vehicleId),
    filter.driverId === undefined ? undefined : eq(trips.driverId, filter.driverId),
    filter.status && eq(trips.status, filter.status),
    filter.minScore === undefined ? undefined : gte(reportCards.driveScore, filter.minScore),
    filter.maxScore === undefined ? undefined : lte(reportCards.driveScore, filter.maxScore),
    filter.withEvents ? hasHardEvents : undefined,
    filter.tag === undefined ? undefined : hasTag(filter.tag),
    daysBetween(filter),
    filter.search ? containsText(filter.search) : undefined,
  );
}

function hasTag(tag: string): SQL {
  return sql`exists (select from ${tripTags} where ${and(eq(tripTags.tripId, trips.id), eq(tripTags.tag, tag))})`;
}

/** No zone is further than 14 hours from UTC, so the first two conditions let the index narrow what the local day decides. */
function daysBetween({ fromDay, toDay }: TripFilter): SQL | undefined {
  const localDay = sql`(${trips.startedAt} at time zone ${trips.startTimeZone})::date`;
  return and(
    fromDay ? sql`${trips.startedAt} >= ${fromDay}::timestamp at time zone 'UTC' - interval '14 hours'` : undefined,
    toDay ? sql`${trips.startedAt} < ${toDay}::timestamp at time zone 'UTC' + interval '38 hours'` : undefined,
    fromDay ? sql`${localDay} >= ${fromDay}::date` : undefined,
    toDay ? sql`${localDay} <= ${toDay}::date` : undefined,
  );
}

function containsText(search: string): SQL {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const places = [trips.startPlace, trips.endPlace, trips.startQuarter, trips.endQuarter];
  const columns = [vehicles.name, vehicles.plate, drivers.name, ...places];
  return sql.join([
    sql`(`,
    sql.join(
      columns.map((column) => sql`${column} ilike ${pattern}`),
      sql` or `,
    ),
    sql`)`,
  ]);
}

/** Trips without a score come last either way; the date breaks ties. Nulls stand where the indexes have them. */
function orderOf({ sort, descending }: TripListArgs): SQL[] {
  const newestFirst = [sql`${trips.startedAt} desc nulls last`, sql`${trips.id} desc nulls last`];
  if (sort === "date") return descending ? newestFirst : [sql`${trips.startedAt} asc nulls first`, sql`${trips.id} asc nulls first`];
  const column = { distance: trips.distanceM, duration: trips.durationS, score: reportCards.driveScore }[sort];
  return [descending ? sql`${column} desc nulls last` : sql`${column} asc nulls last`, ...newestFirst];
}

/** A trip with its track and report card: lookups by key only, so that its cost does not grow with the trips stored. */
export async function getTrip(db: Queryable, scope: Scope, args: { tripId: number }) {
  const [row] = await selectTrip(db, scope, args);
  if (!row) throw notFound("trip");
  return row;
}

function selectTrip(db: Queryable, scope: Scope, args: { tripId: number }) {
  return db
    .select({
      ...tripFigures,
      vehicle: {
        id: vehicles.id,
        name: vehicles.name,
        plate: vehicles.plate,
        fuelType: vehicles.fuelType,
        vehicleClass: vehicles.vehicleClass,
      },
      driver: { id: drivers.id, name: drivers.name },
      device: { id: devices.id, serial: devices.serial },
      track: tripTracks.track,
      card: {
        modelVersion: reportCards.modelVersion,
        tripRevision: reportCards.tripRevision,
        driveScore: reportCards.driveScore,
        noScoreReason: reportCards.noScoreReason,
        hbr: reportCards.hbr,
        hac: reportCards.hac,
        spd: reportCards.spd,
        idl: reportCards.idl,
        clt: reportCards.clt,
        mil: reportCards.mil,
        speedingMode: reportCards.speedingMode,
        receipts: reportCards.receipts,
        scoredAt: reportCards.scoredAt,
      },
    })
    .from(trips)
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .leftJoin(drivers, eq(drivers.id, trips.driverId))
    .leftJoin(devices, eq(devices.id, trips.deviceId))
    .leftJoin(tripTracks, eq(tripTracks.tripId, trips.id))
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(all(eq(trips.id, args.tripId), visibleTrips(scope)))
    .limit(1);
}

const tripFigures = {
  id: trips.id,
  status: trips.status,
  revision: trips.revision,
  startedAt: trips.startedAt,
  endedAt: trips.endedAt,
  endReason: trips.endReason,
  startPlace: trips.startPlace,
  endPlace: trips.endPlace,
  ...streets,
  tags,
  startTimeZone: trips.startTimeZone,
  endTimeZone: trips.endTimeZone,
  distanceM: trips.distanceM,
  distanceSource: trips.distanceSource,
  durationS: trips.durationS,
  movingS: trips.movingS,
  idlingS: trips.idlingS,
  over70MphS: trips.over70MphS,
  over75MphS: trips.over75MphS,
  over80MphS: trips.over80MphS,
  meanMovingKmh: trips.meanMovingKmh,
  maxSpeedKmh: trips.maxSpeedKmh,
  hardBrakes: trips.hardBrakes,
  hardAccels: trips.hardAccels,
  fuelL: trips.fuelL,
  fuelSource: trips.fuelSource,
  energyKwh: trips.energyKwh,
  co2Kg: trips.co2Kg,
  cityFraction: trips.cityFraction,
  highwayFraction: trips.highwayFraction,
  nightFraction: trips.nightFraction,
  odometerStartKm: trips.odometerStartKm,
  odometerEndKm: trips.odometerEndKm,
  quality: trips.quality,
  sampleCount: trips.sampleCount,
  omittedEvents: trips.omittedEvents,
  updatedAt: trips.updatedAt,
};

/** The events of a trip in order of time; none for a trip that is not visible. */
export async function listTripEvents(db: Queryable, scope: Scope, args: { tripId: number }) {
  return db
    .select({
      id: tripEvents.id,
      kind: tripEvents.kind,
      basis: tripEvents.basis,
      at: tripEvents.at,
      endedAt: tripEvents.endedAt,
      lat: tripEvents.lat,
      lon: tripEvents.lon,
      peak: tripEvents.peak,
      tier: tripEvents.tier,
      startDistanceM: tripEvents.startDistanceM,
    })
    .from(tripEvents)
    .innerJoin(trips, eq(trips.id, tripEvents.tripId))
    .where(all(eq(tripEvents.tripId, args.tripId), visibleTrips(scope)))
    .orderBy(asc(tripEvents.at), asc(tripEvents.id));
}

/** The visible trips of the same vehicle just before and after a trip, for paging through a day. */
export async function findNeighbours(db: Queryable, scope: Scope, args: { vehicleId: number; startedAt: Date }) {
  const ofVehicle = all(eq(trips.vehicleId, args.vehicleId), visibleTrips(scope));
  const id = { id: trips.id };
  const [[previous], [next]] = await Promise.all([
    db
      .select(id)
      .from(trips)
      .where(all(ofVehicle, lt(trips.startedAt, args.startedAt)))
      .orderBy(sql`${trips.startedAt} desc nulls last`)
      .limit(1),
    db
      .select(id)
      .from(trips)
      .where(all(ofVehicle, gt(trips.startedAt, args.startedAt)))
      .orderBy(sql`${trips.startedAt} asc nulls first`)
      .limit(1),
  ]);
  return { previousId: previous?.id ?? null, nextId: next?.id ?? null };
}

/** Which of these trips the scope may see. */
export async function filterVisibleTrips(db: Queryable, scope: Scope, args: { tripIds: readonly number[] }): Promise<Set<number>> {
  if (args.tripIds.length === 0) return new Set();
  const rows = await db
    .select({ id: trips.id })
    .from(trips)
    .where(all(visibleTrips(scope), inArray(trips.id, [...args.tripIds])));
  return new Set(rows.map((row) => row.id));
}
