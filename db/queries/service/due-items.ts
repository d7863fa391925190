/** Everything of a fleet that wants something done: services, papers that run out, fault codes, empty batteries. */
import { asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { all, type Queryable, visibleDrivers, visibleVehicles } from "#db/queries/visibility.ts";
import { accounts, drivers } from "#db/schema/accounts.ts";
import { documents } from "#db/schema/documents.ts";
import { dtcEpisodes } from "#db/schema/health.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import { findLowBattery, lowBatteryV } from "#server/domain/health/battery.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DueItem } from "#server/domain/service/due.ts";
import { compareDueItems, stateOfDay } from "#server/domain/service/due-order.ts";
import { localDay } from "#server/domain/time.ts";
import { listServicePlans } from "./services.ts";

export interface DueItemArgs {
  at: Date;
  /** How far ahead `soon` reaches. */
  daysAhead: number;
  /** Only of this car. */
  vehicleId?: number | undefined;
}

/** More than this of one kind is not listed at once. */
const maxOfKind = 5000;

/**
 * One list of all that is due: overdue, soon, later. Fault codes and batteries have no day: they are overdue until they are gone.
 * The fleet sees everything; drivers see the cars assigned to them now and their own papers. Throws `not_found` when a car is named
 * that is not visible now.
 */
export async function listDueItems(db: Queryable, scope: Scope, args: DueItemArgs): Promise<DueItem[]> {
  const lists = await Promise.all([
    listDueServices(db, scope, args),
    listExpiringDocuments(db, scope, args),
    listOpenCodes(db, scope, args),
    listLowBatteries(db, scope, args),
  ]);
  return lists.flat().sort(compareDueItems);
}

const nothing = { driver: null, refId: null, dueOn: null, forecast: false, dueKm: null } as const;

async function listDueServices(db: Queryable, scope: Scope, args: DueItemArgs): Promise<DueItem[]> {
  const plans = await listServicePlans(db, scope, args);
  return plans.map(({ id, vehicle, name, forecast: { state, dueOn, forecast, dueKm } }) => {
    return { ...nothing, kind: "service", state, vehicle, refId: id, title: name, dueOn, forecast, dueKm };
  });
}

/** A paper that was renewed is not due: another of its kind runs longer and was issued in its last three months or later. */
const renewed = sql`exists (
  select from documents newer
  where (newer.vehicle_id = ${documents.vehicleId} or newer.driver_id = ${documents.driverId}) and newer.kind = ${documents.kind}
    and newer.removed_at is null and newer.expires_on > ${documents.expiresOn}
    and coalesce(newer.issued_on, newer.created_at::date) >= ${documents.expiresOn} - 90)`;

async function listExpiringDocuments(db: Queryable, scope: Scope, { at, daysAhead, vehicleId }: DueItemArgs): Promise<DueItem[]> {
  const visible: SQL =
    vehicleId === undefined
      ? sql`case when ${documents.vehicleId} is null then ${visibleDrivers(scope)} else ${visibleVehicles(scope, at, "now")} end`
      : all(visibleVehicles(scope, at, "now"), eq(documents.vehicleId, vehicleId));
  const rows = await db
    .select({
      id: documents.id,
      kind: documents.kind,
      expiresOn: sql<string>`${documents.expiresOn}`,
      vehicle: { id: vehicles.id, name: vehicles.name },
      driver: { id: drivers.id, name: drivers.name },
      timeZone: accounts.timeZone,
    })
    .from(documents)
    .innerJoin(accounts, eq(accounts.id, documents.accountId))
    .leftJoin(vehicles, eq(vehicles.id, documents.vehicleId))
    .leftJoin(drivers, eq(drivers.id, documents.driverId))
    .where(
      all(
        eq(documents.accountId, scope.accountId),
        isNotNull(documents.expiresOn),
        isNull(documents.removedAt),
        visible,
        sql`not ${renewed}`,
      ),
    )
    .orderBy(asc(documents.expiresOn), asc(documents.id))
    .limit(maxOfKind);
  return rows.map(({ id, kind, expiresOn, vehicle, driver, timeZone }) => {
    const state = stateOfDay(expiresOn, localDay(timeZone, at.getTime()), daysAhead);
    return { ...nothing, kind: "document", state, vehicle, driver, refId: id, title: kind, dueOn: expiresOn };
  });
}

/** Fault codes that are confirmed and not cleared. */
async function listOpenCodes(db: Queryable, scope: Scope, { at, vehicleId }: DueItemArgs): Promise<DueItem[]> {
  const rows = await db
    .select({ id: dtcEpisodes.id, code: dtcEpisodes.code, vehicle: { id: vehicles.id, name: vehicles.name } })
    .from(dtcEpisodes)
    .innerJoin(vehicles, eq(vehicles.id, dtcEpisodes.vehicleId))
    .where(
      all(
        visibleVehicles(scope, at, "now"),
        eq(dtcEpisodes.accountId, scope.accountId),
        eq(dtcEpisodes.status, "stored"),
        isNull(dtcEpisodes.closedAt),
        vehicleId === undefined ? undefined : eq(vehicles.id, vehicleId),
      ),
    )
    .orderBy(asc(dtcEpisodes.openedAt), asc(dtcEpisodes.id))
    .limit(maxOfKind);
  return rows.map(({ id, code, vehicle }) => ({ ...nothing, kind: "dtc", state: "overdue", vehicle, refId: id, title: code }));
}

/** The voltage alone is cheap to ask for; whether it was measured at rest is decided where that rule lives. */
async function listLowBatteries(db: Queryable, scope: Scope, { at, vehicleId }: DueItemArgs): Promise<DueItem[]> {
  const volts = sql<number>`(${vehicleStates.signals} #>> '{batteryV,value}')::float8`;
  const rows = await db
    .select({ vehicle: { id: vehicles.id, name: vehicles.name }, signals: vehicleStates.signals })
    .from(vehicleStates)
    .innerJoin(vehicles, eq(vehicles.id, vehicleStates.vehicleId))
    .where(
      all(
        visibleVehicles(scope, at, "now"),
        sql`${volts} < ${lowBatteryV}`,
        vehicleId === undefined ? undefined : eq(vehicles.id, vehicleId),
      ),
    )
    .orderBy(asc(volts), asc(vehicles.id))
    .limit(maxOfKind);
  return rows.flatMap(({ vehicle, signals }) =>
    findLowBattery(signals) ? [{ ...nothing, kind: "battery", state: "overdue", vehicle, title: "" }] : [],
  );
}
