/**
 * What a scope may see, as SQL conditions: the one place that says it.
 * The fleet (`driverIds: "all"`) sees the account. Drivers see the trips they drove, themselves, the cars that are or were
 * assigned to them, and the live state of those only while the assignment lasts.
 */
import { and, eq, inArray, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db, Tx } from "#db/client.ts";
import { drivers } from "#db/schema/accounts.ts";
import { alerts } from "#db/schema/alerts.ts";
import { trips } from "#db/schema/trips.ts";
import { driverAssignments, vehicles } from "#db/schema/vehicles.ts";
import { personalKinds } from "#server/domain/alerts/alert.ts";
import type { Scope } from "#server/domain/scope.ts";

/** What read queries take: the database or a transaction on it. */
export type Queryable = Db | Tx;

/** Whether ranges of an assignment count that ended before the moment. */
export type AssignmentReach = "now" | "ever";

export function visibleTrips(scope: Scope): SQL {
  return all(eq(trips.accountId, scope.accountId), scope.driverIds === "all" ? undefined : inArray(trips.driverId, [...scope.driverIds]));
}

export function visibleDrivers(scope: Scope): SQL {
  return all(eq(drivers.accountId, scope.accountId), scope.driverIds === "all" ? undefined : inArray(drivers.id, [...scope.driverIds]));
}

/** `reach: "now"` for live state, `"ever"` for names of cars in lists and filters. */
export function visibleVehicles(scope: Scope, at: Date, reach: AssignmentReach): SQL {
  const ofAccount = eq(vehicles.accountId, scope.accountId);
  if (scope.driverIds === "all") return ofAccount;
  const assigned = all(
    eq(driverAssignments.vehicleId, vehicles.id),
    inArray(driverAssignments.driverId, [...scope.driverIds]),
    reach === "now" ? isValidAt(driverAssignments, at) : startedBy(driverAssignments, at),
  );
  return all(ofAccount, sql`exists (select from ${driverAssignments} where ${assigned})`);
}

/** Drivers see what concerns them, and of the cars that are theirs now all but how and where others drove. */
export function visibleAlerts(scope: Scope, at: Date): SQL {
  const ofAccount = eq(alerts.accountId, scope.accountId);
  if (scope.driverIds === "all") return ofAccount;
  const assigned = all(
    eq(driverAssignments.vehicleId, alerts.vehicleId),
    inArray(driverAssignments.driverId, [...scope.driverIds]),
    isValidAt(driverAssignments, at),
  );
  const ofOwnCar = and(notInArray(alerts.kind, [...personalKinds]), sql`exists (select from ${driverAssignments} where ${assigned})`);
  return all(ofAccount, or(inArray(alerts.driverId, [...scope.driverIds]), ofOwnCar));
}

interface Range {
  validFrom: AnyPgColumn;
  validTo: AnyPgColumn;
}

/** Whether an assignment covers the moment; null ends are open. */
export function isValidAt(range: Range, at: Date): SQL {
  return sql`(${startedBy(range, at)} and (${range.validTo} is null or ${range.validTo} > ${at.toISOString()}::timestamptz))`;
}

function startedBy(range: Range, at: Date): SQL {
  return sql`(${range.validFrom} is null or ${range.validFrom} <= ${at.toISOString()}::timestamptz)`;
}

/** `and` of at least one condition, which is therefore never undefined. */
export function all(first: SQL, ...others: (SQL | undefined)[]): SQL {
  return and(first, ...others) ?? first;
}
