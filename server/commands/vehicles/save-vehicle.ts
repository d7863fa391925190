import { z } from "zod";
import { findDriver } from "#db/queries/accounts/drivers.ts";
import { listAssignedDriverIds } from "#db/queries/trips/related-ids.ts";
import { findVehicle, type Vehicle } from "#db/queries/vehicles/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { assignDriver } from "./driver-assignments.ts";
import { changeVehicle, createVehicle } from "./vehicles.ts";

const saving = z.strictObject({
  /** The car to change; a new one without it. */
  vehicleId: rowId.optional(),
  name: label(100).optional(),
  make: label(60).nullable().optional(),
  model: label(60).nullable().optional(),
  plate: label(20).nullable().optional(),
  /** Who drives it from now on, besides those who do already. */
  driverId: rowId.optional(),
});

/** Adds a car or changes one, and says who drives it. Throws `bad_request` for a new one without a name, and `not_found`. */
export async function saveVehicle(deps: CommandDeps, scope: Scope, args: z.input<typeof saving>): Promise<Vehicle> {
  requireManager(scope);
  const { vehicleId, driverId, ...fields } = readArgs(saving, args);
  // Asked first, so that no car is left behind whose driver turns out to be nobody.
  if (driverId !== undefined && !(await findDriver(deps.db, scope, driverId))) throw notFound("driver");
  const vehicle = await write(deps, scope, vehicleId, fields);
  if (driverId === undefined) return vehicle;
  const at = deps.now();
  const assigned = await listAssignedDriverIds(deps.db, scope, { vehicleId: vehicle.id, at });
  if (!assigned.includes(driverId)) await assignDriver(deps, scope, { driverId, vehicleId: vehicle.id, from: at });
  return vehicle;
}

type Fields = Omit<z.output<typeof saving>, "vehicleId" | "driverId">;

async function write(deps: CommandDeps, scope: Scope, vehicleId: number | undefined, { name, ...others }: Fields): Promise<Vehicle> {
  if (vehicleId === undefined) return createVehicle(deps, scope, { ...others, name: name ?? "" });
  const given = [name, ...Object.values(others)].some((value) => value !== undefined);
  if (given) return changeVehicle(deps, scope, { ...others, name, vehicleId });
  const vehicle = await findVehicle(deps.db, scope, vehicleId);
  if (!vehicle) throw notFound("vehicle");
  return vehicle;
}
