import { and, asc, eq, type SQL } from "drizzle-orm";
import { type IdPage, withinPage } from "#db/queries/id-pages.ts";
import { all, isValidAt, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { deviceAssignments, devices, vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** An adapter with the newest state of the car it sits in now, if any. */
export type DeviceState = Awaited<ReturnType<typeof selectStates>>[number];

/** A page of the adapters, lowest id first. Drivers see those in the cars that are theirs now. */
export function listDeviceStates(db: Queryable, scope: Scope, args: { at: Date; page: IdPage }): Promise<DeviceState[]> {
  return selectStates(db, args.at, all(visibleDevices(scope, args.at), withinPage(devices.id, args.page)), args.page.limit);
}

/** One adapter; throws `not_found` unless visible. */
export async function getDeviceState(db: Queryable, scope: Scope, args: { deviceId: number; at: Date }): Promise<DeviceState> {
  const [state] = await selectStates(db, args.at, all(visibleDevices(scope, args.at), eq(devices.id, args.deviceId)), 1);
  if (!state) throw notFound("device");
  return state;
}

function visibleDevices(scope: Scope, at: Date): SQL {
  return all(eq(devices.accountId, scope.accountId), scope.driverIds === "all" ? undefined : visibleVehicles(scope, at, "now"));
}

function selectStates(db: Queryable, at: Date, condition: SQL, limit: number) {
  return db
    .select({
      id: devices.id,
      uid: devices.uid,
      serial: devices.serial,
      signalPct: devices.signalPct,
      plugged: devices.plugged,
      newestAt: vehicleStates.at,
      signals: vehicleStates.signals,
    })
    .from(devices)
    .leftJoin(deviceAssignments, and(eq(deviceAssignments.deviceId, devices.id), isValidAt(deviceAssignments, at)))
    .leftJoin(vehicles, eq(vehicles.id, deviceAssignments.vehicleId))
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .where(condition)
    .orderBy(asc(devices.id))
    .limit(limit);
}
