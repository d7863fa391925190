import { z } from "zod";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";

/** The integer id of a row. */
export const idInput = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const vehicleInput = z.strictObject({ vehicleId: idInput });

const text = (maxLength: number) => z.string().trim().min(1).max(maxLength);

/** What is absent stays as it is. Null: not known; for the limit: none. */
export const changeVehicleInput = vehicleInput.extend({
  name: text(100).optional(),
  make: text(60).nullable().optional(),
  model: text(60).nullable().optional(),
  year: z.number().int().nullable().optional(),
  submodel: text(60).nullable().optional(),
  color: text(20).nullable().optional(),
  plate: text(20).nullable().optional(),
  fuelType: z.enum(["unknown", "gasoline", "diesel", "hybrid", "electric"]).optional(),
  fuelGrade: z.enum(fuelGrades).nullable().optional(),
  epaKmPerL: z.number().nullable().optional(),
  tankL: z.number().nullable().optional(),
  batteryKwh: z.number().nullable().optional(),
  speedLimitKmh: z.number().nullable().optional(),
});
