import { z } from "zod";

/** The integer id of a row. */
export const idInput = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const vehicleInput = z.strictObject({ vehicleId: idInput });

const text = (maxLength: number) => z.string().trim().min(1).max(maxLength);

/** Null: not known; for the limit: none. */
export const changeVehicleInput = vehicleInput.extend({
  name: text(100),
  make: text(60).nullable(),
  model: text(60).nullable(),
  year: z.number().int().nullable(),
  plate: text(20).nullable(),
  fuelType: z.enum(["unknown", "gasoline", "diesel", "hybrid", "electric"]),
  tankL: z.number().nullable(),
  batteryKwh: z.number().nullable(),
  speedLimitKmh: z.number().nullable(),
});
