/** Adapters with what the public APIs for apps tell of one. */
import { asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type FactsPage, withinUids } from "#db/queries/fact-pages.ts";
import { all, isValidAt, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { deviceAssignments, devices, vehicles } from "#db/schema/vehicles.ts";
import type { DeviceFacts } from "#server/domain/automatic/facts.ts";
import type { UidRange } from "#server/domain/automatic/ids.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** One adapter; throws `not_found` unless visible. */
export async function getDeviceFacts(
  db: Queryable,
  scope: Scope,
  args: ({ deviceId: number } | { uid: UidRange }) & { at: Date },
): Promise<DeviceFacts> {
  const wanted = "deviceId" in args ? eq(devices.id, args.deviceId) : withinUids(devices.uid, args.uid);
  const [device] = await selectDevices(db, all(visibleDevices(scope, args.at), wanted), { offset: 0, limit: 1 });
  if (!device) throw notFound("device");
  return device;
}

/** A page of the visible adapters, the oldest first, and how many match. */
export async function listDeviceFacts(
  db: Queryable,
  scope: Scope,
  args: { at: Date; serial?: string | undefined } & FactsPage,
): Promise<{ devices: DeviceFacts[]; total: number }> {
  const matching = all(visibleDevices(scope, args.at), args.serial === undefined ? undefined : eq(devices.serial, args.serial));
  const [rows, total] = await Promise.all([selectDevices(db, matching, args), db.$count(devices, matching)]);
  return { devices: rows, total };
}

/** The fleet's own that are in use; for drivers those that sit in a car which is theirs now. */
function visibleDevices(scope: Scope, at: Date): SQL {
  const inUse = all(eq(devices.accountId, scope.accountId), isNull(devices.revokedAt));
  if (scope.driverIds === "all") return inUse;
  const inTheirCar = all(eq(deviceAssignments.deviceId, devices.id), isValidAt(deviceAssignments, at), visibleVehicles(scope, at, "now"));
  return all(
    inUse,
    sql`exists (select from ${deviceAssignments} join ${vehicles} on ${eq(vehicles.id, deviceAssignments.vehicleId)} where ${inTheirCar})`,
  );
}

function selectDevices(db: Queryable, matching: SQL, { offset, limit }: FactsPage): Promise<DeviceFacts[]> {
  return db
    .select({ uid: devices.uid, serial: devices.serial, firmware: devices.firmware })
    .from(devices)
    .where(matching)
    .orderBy(asc(devices.id))
    .offset(offset)
    .limit(limit);
}
