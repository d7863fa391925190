import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { deviceAssignments } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export type DeviceAssignment = typeof deviceAssignments.$inferSelect;

/** Null ends are open. */
export interface Period {
  from: Date | null;
  to: Date | null;
}

export interface NewDeviceAssignment extends Period {
  deviceId: number;
  vehicleId: number;
}

function toSqlMoment(at: Date | null) {
  return sql`${at?.toISOString() ?? null}::timestamptz`;
}

/** The first assignment of a device that overlaps a period; the device must be locked. */
export async function findOverlap(tx: Tx, deviceId: number, { from, to }: Period): Promise<DeviceAssignment | null> {
  const rows = await tx
    .select()
    .from(deviceAssignments)
    .where(
      and(
        eq(deviceAssignments.deviceId, deviceId),
        sql`tstzrange(${deviceAssignments.validFrom}, ${deviceAssignments.validTo}) && tstzrange(${toSqlMoment(from)}, ${toSqlMoment(to)})`,
      ),
    )
    .orderBy(sql`${deviceAssignments.validFrom} nulls first`)
    .limit(1);
  return rows[0] ?? null;
}

export async function insertDeviceAssignment(tx: Tx, scope: Scope, assignment: NewDeviceAssignment): Promise<DeviceAssignment> {
  const { deviceId, vehicleId, from, to } = assignment;
  const rows = await tx
    .insert(deviceAssignments)
    .values({ accountId: scope.accountId, deviceId, vehicleId, validFrom: from, validTo: to })
    .returning();
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no assignment.");
  return inserted;
}

/** The assignment of a device that has no end. */
export async function findOpenAssignment(tx: Tx, deviceId: number): Promise<DeviceAssignment | null> {
  const rows = await tx
    .select()
    .from(deviceAssignments)
    .where(and(eq(deviceAssignments.deviceId, deviceId), isNull(deviceAssignments.validTo)));
  return rows[0] ?? null;
}

export async function endDeviceAssignment(tx: Tx, assignmentId: number, at: Date): Promise<void> {
  await tx.update(deviceAssignments).set({ validTo: at }).where(eq(deviceAssignments.id, assignmentId));
}

/** Where the account's devices have been, for those who see the whole fleet. */
export async function listDeviceAssignments(db: Db | Tx, scope: Scope): Promise<DeviceAssignment[]> {
  if (scope.driverIds !== "all") return [];
  return db
    .select()
    .from(deviceAssignments)
    .where(eq(deviceAssignments.accountId, scope.accountId))
    .orderBy(asc(deviceAssignments.deviceId), asc(deviceAssignments.id));
}

/**
 * Says that a vehicle's trips must be cut again where a device has samples in a period, from its first to its last one there.
 * False when it has none: nothing is to be done then.
 */
export async function insertRecutRange(tx: Tx, deviceId: number, vehicleId: number, { from, to }: Period): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into recut_ranges (vehicle_id, from_at, to_at)
    select ${vehicleId}::bigint, min(at), max(at)
    from samples
    where device_id = ${deviceId}
      and at >= coalesce(${toSqlMoment(from)}, '-infinity') and at < coalesce(${toSqlMoment(to)}, 'infinity')
    having min(at) is not null
    returning id`);
  return rows.length > 0;
}
