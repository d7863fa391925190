import { z } from "zod";
import { idInput } from "./vehicles/vehicles.input.ts";

/** Shapes only: what values make sense, the commands say. */
const day = z.string().max(10);
const amount = z.number().nullable();

const intervals = { everyKm: amount, everyMonths: amount, everyEngineHours: amount };
const last = { lastOn: day.optional(), lastKm: amount.optional() };

export const planInput = z.strictObject({ planId: idInput });

export const createPlanInput = z.strictObject({ vehicleId: idInput, name: z.string().max(200), ...intervals, ...last });

export const changePlanInput = z.strictObject({
  planId: idInput,
  name: z.string().max(200).optional(),
  everyKm: amount.optional(),
  everyMonths: amount.optional(),
  everyEngineHours: amount.optional(),
  ...last,
});

const work = {
  doneOn: day,
  odometerKm: amount,
  engineHours: amount.optional(),
  cost: amount,
  currency: z.string().max(3).nullable().optional(),
  note: z.string().max(4000).nullable(),
  doneBy: z.string().max(200).nullable(),
  documentId: idInput.nullable(),
};

export const completeInput = z.strictObject({ planId: idInput, ...work });

export const recordInput = z.strictObject({ vehicleId: idInput, name: z.string().max(200), ...work });

export const recordIdInput = z.strictObject({ recordId: idInput });

export const createFeedInput = z.strictObject({ name: z.string().max(200) });

export const feedInput = z.strictObject({ feedId: idInput });
