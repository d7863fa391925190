import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findVehicle, insertVehicle, updateVehicle, type Vehicle } from "#db/queries/vehicles/vehicles.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";

const fields = {
  name: label(100),
  make: label(60).nullable(),
  model: label(60).nullable(),
  /** What kind of the model, "GTI". */
  submodel: label(60).nullable(),
  /** The model year; the first cars were built in 1886. */
  year: z.int().min(1886).max(2200).nullable(),
  plate: label(20).nullable(),
  /** ISO 3779: 17 characters without I, O and Q. */
  vin: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-HJ-NPR-Z0-9]{17}$/, "a VIN has 17 letters and digits, without I, O and Q")
    .nullable(),
  color: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "a colour is written like #1e3a8a")
    .nullable(),
  vehicleClass: z.enum(vehicles.vehicleClass.enumValues),
  fuelType: z.enum(vehicles.fuelType.enumValues),
  transmission: z.enum(vehicles.transmission.enumValues),
  fuelGrade: z.enum(fuelGrades).nullable(),
  /** By the US agency's test, city and highway combined; for electric cars what a litre of petrol would take them. */
  epaKmPerL: z.number().min(0.5).max(200).nullable(),
  tankL: z.number().positive().max(2000).nullable(),
  batteryKwh: z.number().positive().max(2000).nullable(),
  /** Slower than walking or faster than any road is a mistake. Null: no limit. */
  speedLimitKmh: z.number().min(10).max(300).nullable(),
};

const newVehicle = z.strictObject(fields).partial().required({ name: true });

export async function createVehicle({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newVehicle>): Promise<Vehicle> {
  requireManager(scope);
  const given = readArgs(newVehicle, args);
  return db.transaction(async (tx) => {
    const vehicle = await insertVehicle(tx, scope, given);
    const after = pickValues(given, Object.keys(fields));
    await appendAudit(tx, scope, { at: now(), action: "vehicle.created", subject: vehicle, after });
    return vehicle;
  });
}

const vehicleChange = z.strictObject(fields).partial().extend({ vehicleId: rowId });

/** Changes the columns that are given; null clears one that may be unknown. Throws `not_found`. */
export async function changeVehicle({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof vehicleChange>): Promise<Vehicle> {
  requireManager(scope);
  const { vehicleId, ...change } = readArgs(vehicleChange, args);
  if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
  return db.transaction(async (tx) => {
    const before = await findVehicle(tx, scope, vehicleId);
    const vehicle = await updateVehicle(tx, scope, vehicleId, { ...change, updatedAt: now() });
    if (!before || !vehicle) throw notFound("vehicle");
    const changes = changesBetween(before, vehicle, Object.keys(fields));
    await appendAudit(tx, scope, { at: now(), action: "vehicle.changed", subject: vehicle, ...changes });
    return vehicle;
  });
}
