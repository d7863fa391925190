import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all } from "#db/queries/visibility.ts";
import { deviceAssignments, devices, vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export type Device = typeof devices.$inferSelect;
/** A device with the vehicle it sits in from now on, if any. */
export type ListedDevice = Device & { vehicleId: number | null; vehicleName: string | null };

/** Null when the account has a device of this serial already. */
export async function insertDevice(tx: Db | Tx, scope: Scope, serial: string): Promise<Device | null> {
  const rows = await tx.insert(devices).values({ serial, accountId: scope.accountId }).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** The account's devices, for those who see the whole fleet. */
export async function listDevices(db: Db | Tx, scope: Scope): Promise<ListedDevice[]> {
  if (scope.driverIds !== "all") return [];
  const rows = await db
    .select({ device: devices, vehicleId: vehicles.id, vehicleName: vehicles.name })
    .from(devices)
    .leftJoin(deviceAssignments, and(eq(deviceAssignments.deviceId, devices.id), isNull(deviceAssignments.validTo)))
    .leftJoin(vehicles, eq(vehicles.id, deviceAssignments.vehicleId))
    .where(eq(devices.accountId, scope.accountId))
    .orderBy(asc(devices.id));
  return rows.map(({ device, vehicleId, vehicleName }) => ({ ...device, vehicleId, vehicleName }));
}

function deviceOf(scope: Scope, deviceId: number) {
  return all(eq(devices.accountId, scope.accountId), eq(devices.id, deviceId));
}

/** Locks a device of the account until the transaction ends, so that its assignments change one after another. */
export async function lockDevice(tx: Tx, scope: Scope, deviceId: number): Promise<Device | null> {
  const rows = await tx.select().from(devices).where(deviceOf(scope, deviceId)).for("no key update");
  return rows[0] ?? null;
}

/** Refuses (or, with null, again takes) what the device uploads. Null when the account has no such device. */
export async function updateDeviceRevocation(tx: Db | Tx, scope: Scope, deviceId: number, revokedAt: Date | null): Promise<Device | null> {
  const rows = await tx.update(devices).set({ revokedAt }).where(deviceOf(scope, deviceId)).returning();
  return rows[0] ?? null;
}
