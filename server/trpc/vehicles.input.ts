import { z } from "zod";

/** The integer id of a row. */
export const idInput = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const vehicleInput = z.strictObject({ vehicleId: idInput });
