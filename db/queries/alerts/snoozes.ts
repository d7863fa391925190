import { asc, eq, gt, isNull } from "drizzle-orm";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { alertRules, alertSnoozes } from "#db/schema/alerts.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

/** Rules of the account that keep still, soonest to end first. */
export async function listSnoozes(db: Queryable, scope: Scope, args: { at: Date }) {
  return db
    .select({
      id: alertSnoozes.id,
      ruleId: alertSnoozes.ruleId,
      kind: alertRules.kind,
      /** Null: for every vehicle. */
      vehicle: { id: vehicles.id, name: vehicles.name },
      until: alertSnoozes.until,
      createdBy: { id: users.id, name: users.name },
      createdAt: alertSnoozes.createdAt,
    })
    .from(alertSnoozes)
    .innerJoin(alertRules, eq(alertRules.id, alertSnoozes.ruleId))
    .leftJoin(vehicles, eq(vehicles.id, alertSnoozes.vehicleId))
    .leftJoin(users, eq(users.id, alertSnoozes.createdBy))
    .where(all(eq(alertSnoozes.accountId, scope.accountId), gt(alertSnoozes.until, args.at)))
    .orderBy(asc(alertSnoozes.until), asc(alertSnoozes.id));
}

/** A rule of a vehicle that keeps still; null: for every vehicle. */
export interface Snooze {
  ruleId: number;
  vehicleId: number | null;
  until: Date;
}

/** All that keeps still or did, for deciding. */
export async function listSnoozesOf(db: Queryable, scope: Scope): Promise<Snooze[]> {
  return db
    .select({ ruleId: alertSnoozes.ruleId, vehicleId: alertSnoozes.vehicleId, until: alertSnoozes.until })
    .from(alertSnoozes)
    .where(eq(alertSnoozes.accountId, scope.accountId));
}

/** Replaces what was snoozed of the same rule and vehicle; gives the id. */
export async function insertSnooze(tx: Queryable, scope: Scope, snooze: Snooze & { createdBy: number | null }): Promise<number> {
  const { ruleId, vehicleId } = snooze;
  const ofVehicle = vehicleId === null ? isNull(alertSnoozes.vehicleId) : eq(alertSnoozes.vehicleId, vehicleId);
  await tx.delete(alertSnoozes).where(all(eq(alertSnoozes.accountId, scope.accountId), eq(alertSnoozes.ruleId, ruleId), ofVehicle));
  const [row] = await tx
    .insert(alertSnoozes)
    .values({ ...snooze, accountId: scope.accountId })
    .returning({ id: alertSnoozes.id });
  if (!row) throw new Error("The insert returned no row.");
  return row.id;
}

/** False when the account has no such snooze. */
export async function deleteSnooze(tx: Queryable, scope: Scope, snoozeId: number): Promise<boolean> {
  const rows = await tx
    .delete(alertSnoozes)
    .where(all(eq(alertSnoozes.accountId, scope.accountId), eq(alertSnoozes.id, snoozeId)))
    .returning({ id: alertSnoozes.id });
  return rows.length > 0;
}
