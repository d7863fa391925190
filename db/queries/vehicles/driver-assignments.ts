import { and, asc, eq, getTableColumns } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { visibleDrivers } from "#db/queries/visibility.ts";
import { drivers } from "#db/schema/accounts.ts";
import { driverAssignments, vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export type DriverAssignment = typeof driverAssignments.$inferSelect;
export type ListedDriverAssignment = DriverAssignment & { driverName: string; vehicleName: string };

export interface NewDriverAssignment {
  driverId: number;
  vehicleId: number;
  /** Null ends are open. */
  from: Date | null;
  to: Date | null;
}

export async function insertDriverAssignment(tx: Tx, scope: Scope, assignment: NewDriverAssignment): Promise<DriverAssignment> {
  const { driverId, vehicleId, from, to } = assignment;
  const rows = await tx
    .insert(driverAssignments)
    .values({ accountId: scope.accountId, driverId, vehicleId, validFrom: from, validTo: to })
    .returning();
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no assignment.");
  return inserted;
}

function assignmentOf(scope: Scope, assignmentId: number) {
  return and(eq(driverAssignments.accountId, scope.accountId), eq(driverAssignments.id, assignmentId));
}

/** Locks an assignment of the account until the transaction ends; null for a foreign one too. */
export async function lockDriverAssignment(tx: Tx, scope: Scope, assignmentId: number): Promise<DriverAssignment | null> {
  const rows = await tx.select().from(driverAssignments).where(assignmentOf(scope, assignmentId)).for("update");
  return rows[0] ?? null;
}

/** Ends an assignment at a moment; null: it was never so, and goes. */
export async function endDriverAssignment(tx: Tx, scope: Scope, assignmentId: number, at: Date | null): Promise<void> {
  const where = assignmentOf(scope, assignmentId);
  await (at ? tx.update(driverAssignments).set({ validTo: at }).where(where) : tx.delete(driverAssignments).where(where));
}

/** The assignments of the drivers a scope may see, by vehicle. */
export async function listDriverAssignments(db: Db | Tx, scope: Scope): Promise<ListedDriverAssignment[]> {
  return db
    .select({ ...getTableColumns(driverAssignments), driverName: drivers.name, vehicleName: vehicles.name })
    .from(driverAssignments)
    .innerJoin(drivers, eq(drivers.id, driverAssignments.driverId))
    .innerJoin(vehicles, eq(vehicles.id, driverAssignments.vehicleId))
    .where(visibleDrivers(scope))
    .orderBy(asc(driverAssignments.vehicleId), asc(driverAssignments.id));
}
