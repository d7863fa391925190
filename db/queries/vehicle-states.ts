import { eq, sql } from "drizzle-orm";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicle/state.ts";
import type { Tx } from "../client.ts";
import { recutRanges, vehicleStates } from "../schema/vehicles.ts";

/** The signals of a vehicle, its row locked until the transaction ends; makes the row on the vehicle's first upload. */
export async function lockVehicleSignals(tx: Tx, scope: Scope, vehicleId: number, at: Date, receivedAt: Date): Promise<VehicleSignals> {
  const read = () =>
    tx.select({ signals: vehicleStates.signals }).from(vehicleStates).where(eq(vehicleStates.vehicleId, vehicleId)).for("update");
  const [known] = await read();
  if (known) return known.signals;
  await tx.insert(vehicleStates).values({ vehicleId, accountId: scope.accountId, at, receivedAt, signals: {} }).onConflictDoNothing();
  const [made] = await read();
  return made?.signals ?? {};
}

/** Writes the merged signals; `at` only ever moves forward. */
export async function updateVehicleState(tx: Tx, vehicleId: number, at: Date, receivedAt: Date, signals: VehicleSignals): Promise<void> {
  await tx
    .update(vehicleStates)
    .set({ at: sql`greatest(${vehicleStates.at}, ${at.toISOString()}::timestamptz)`, receivedAt, signals })
    .where(eq(vehicleStates.vehicleId, vehicleId));
}

/** Notes the stretch of time whose samples changed, for the next cut of the vehicle's trips. */
export async function insertRecutRange(tx: Tx, vehicleId: number, fromMs: number, toMs: number): Promise<void> {
  await tx.insert(recutRanges).values({ vehicleId, fromAt: new Date(fromMs), toAt: new Date(toMs) });
}
