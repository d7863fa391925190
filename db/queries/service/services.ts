/** Service plans with what is forecast of them, and the work that was done. */
import { asc, desc, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { all, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { accounts, users } from "#db/schema/accounts.ts";
import { documents } from "#db/schema/documents.ts";
import { servicePlans, serviceRecords } from "#db/schema/service.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { type CarUse, forecastPlan, type PlanForecast } from "#server/domain/service/forecast.ts";
import { localDay, msPerDay } from "#server/domain/time.ts";

export interface ServicePlanArgs {
  at: Date;
  /** Without one: of every car that is visible now. */
  vehicleId?: number | undefined;
  /** How far ahead `soon` reaches; {@link defaultDaysAhead} unless told otherwise. */
  daysAhead?: number | undefined;
}

/** Long enough to find a free day at the garage. */
export const defaultDaysAhead = 30;
/** More than this is not listed at once. */
const maxPlans = 5000;
const maxRecords = 1000;

const planColumns = {
  id: servicePlans.id,
  uid: servicePlans.uid,
  name: servicePlans.name,
  everyKm: servicePlans.everyKm,
  everyMonths: servicePlans.everyMonths,
  everyEngineHours: servicePlans.everyEngineHours,
  lastOn: servicePlans.lastOn,
  lastKm: servicePlans.lastKm,
  createdAt: servicePlans.createdAt,
};

/** A plan that is in force, with its car and when it is due. */
export type ServicePlanLine = Awaited<ReturnType<typeof listServicePlans>>[number];

/**
 * The plans in force of one car, or of all that are visible now, by the name of the car and the plan. Sums of use are the car's own,
 * like its odometer, whoever drove. Throws `not_found` when a car is named that is not visible now.
 */
export async function listServicePlans(db: Queryable, scope: Scope, args: ServicePlanArgs) {
  const { at, vehicleId, daysAhead = defaultDaysAhead } = args;
  if (vehicleId !== undefined) await requireVisibleVehicle(db, scope, { vehicleId, at });
  const use = sumsOfUse(db, at);
  const rows = await db
    .select({
      plan: planColumns,
      vehicle: { id: vehicles.id, name: vehicles.name },
      timeZone: accounts.timeZone,
      odometerKm: sql<number | null>`(${vehicleStates.signals} #>> '{odometerKm,value}')::float8`,
      firstTripAtMs: sql<number | null>`(
        select (extract(epoch from min(first.started_at)) * 1000)::float8 from trips first where first.vehicle_id = ${vehicles.id})`,
      use: { drivenM: use.drivenM, engineS: use.engineS, m28: use.m28, s28: use.s28, m90: use.m90, s90: use.s90 },
    })
    .from(servicePlans)
    .innerJoin(vehicles, eq(vehicles.id, servicePlans.vehicleId))
    .innerJoin(accounts, eq(accounts.id, servicePlans.accountId))
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .innerJoinLateral(use, sql`true`)
    .where(
      all(
        visibleVehicles(scope, at, "now"),
        eq(servicePlans.accountId, scope.accountId),
        isNull(servicePlans.archivedAt),
        vehicleId === undefined ? undefined : eq(servicePlans.vehicleId, vehicleId),
      ),
    )
    .orderBy(asc(sql`lower(${vehicles.name})`), asc(vehicles.id), asc(sql`lower(${servicePlans.name})`), asc(servicePlans.id))
    .limit(maxPlans);
  const atMs = at.getTime();
  return rows.map(({ plan, vehicle, timeZone, ...row }) => {
    const forecast: PlanForecast = forecastPlan(plan, toCarUse(row), { today: localDay(timeZone, atMs), atMs, daysAhead });
    return { ...plan, vehicle, forecast };
  });
}

/** Sums over the trips that started after the day of the work, and over those of the last four weeks and 90 days. */
function sumsOfUse(db: Queryable, at: Date) {
  const moment = (daysAgo: number) => sql`${new Date(at.getTime() - daysAgo * msPerDay).toISOString()}::timestamptz`;
  const dayAfter = sql`((${servicePlans.lastOn} + 1)::timestamp at time zone ${accounts.timeZone})`;
  const sums = (from: SQL, column: AnyPgColumn) => sql<number>`coalesce(sum(${column}) filter (where ${trips.startedAt} >= ${from}), 0)`;
  return db
    .select({
      drivenM: sums(dayAfter, trips.distanceM).as("driven_m"),
      engineS: sums(dayAfter, trips.durationS).as("engine_s"),
      m28: sums(moment(28), trips.distanceM).as("m28"),
      s28: sums(moment(28), trips.durationS).as("s28"),
      m90: sums(moment(90), trips.distanceM).as("m90"),
      s90: sums(moment(90), trips.durationS).as("s90"),
    })
    .from(trips)
    .where(all(eq(trips.vehicleId, servicePlans.vehicleId), gte(trips.startedAt, sql`least(${dayAfter}, ${moment(90)})`)))
    .as("use");
}

interface UseRow {
  odometerKm: number | null;
  firstTripAtMs: number | null;
  use: { drivenM: number; engineS: number; m28: number; s28: number; m90: number; s90: number };
}

function toCarUse({ odometerKm, firstTripAtMs, use }: UseRow): CarUse {
  return {
    odometerKm,
    firstTripAtMs,
    drivenM: use.drivenM,
    engineS: use.engineS,
    recent28: { distanceM: use.m28, durationS: use.s28 },
    recent90: { distanceM: use.m90, durationS: use.s90 },
  };
}

/** Throws `not_found` unless the car is visible now. */
async function requireVisibleVehicle(db: Queryable, scope: Scope, args: { vehicleId: number; at: Date }): Promise<void> {
  const rows = await db
    .select({ id: vehicles.id })
    .from(vehicles)
    .where(all(visibleVehicles(scope, args.at, "now"), eq(vehicles.id, args.vehicleId)))
    .limit(1);
  if (rows.length === 0) throw notFound("vehicle");
}

/** Work that was done, with who noted it and the bill. */
export type ServiceRecordLine = Awaited<ReturnType<typeof listServiceRecords>>[number];

/** The work done on a car, newest first. Throws `not_found` unless the car is visible now. */
export async function listServiceRecords(db: Queryable, scope: Scope, args: { at: Date; vehicleId: number; limit?: number }) {
  await requireVisibleVehicle(db, scope, args);
  return db
    .select({
      id: serviceRecords.id,
      uid: serviceRecords.uid,
      vehicleId: serviceRecords.vehicleId,
      planId: serviceRecords.planId,
      name: serviceRecords.name,
      doneOn: serviceRecords.doneOn,
      odometerKm: serviceRecords.odometerKm,
      engineHours: serviceRecords.engineHours,
      cost: serviceRecords.cost,
      currency: serviceRecords.currency,
      note: serviceRecords.note,
      doneBy: serviceRecords.doneBy,
      recordedBy: { id: users.id, name: users.name },
      bill: { id: documents.id, number: documents.number, contentType: documents.contentType },
      createdAt: serviceRecords.createdAt,
    })
    .from(serviceRecords)
    .leftJoin(users, eq(users.id, serviceRecords.recordedBy))
    .leftJoin(documents, all(eq(documents.id, serviceRecords.documentId), isNull(documents.removedAt)))
    .where(all(eq(serviceRecords.accountId, scope.accountId), eq(serviceRecords.vehicleId, args.vehicleId)))
    .orderBy(desc(serviceRecords.doneOn), desc(serviceRecords.id))
    .limit(Math.min(args.limit ?? maxRecords, maxRecords));
}
