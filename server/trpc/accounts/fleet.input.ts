import { z } from "zod";
import { idInput } from "#server/trpc/vehicles/vehicles.input.ts";

/** Null: the default. */
const factor = z.number().min(0).max(10).nullable().optional();

/** Null: not known. */
const price = z.number().min(0).nullable().optional();

export const changeAccountInput = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  timeZone: z.string().max(64).optional(),
  currency: z.string().length(3).optional(),
  co2KgPerLGasoline: factor,
  co2KgPerLDiesel: factor,
  co2KgPerKwh: factor,
  pricePerLGasoline: price,
  pricePerLDiesel: price,
  pricePerKwh: price,
  usdPerCurrency: price,
});

export const registrationInput = z.strictObject({ registration: z.enum(["open", "invited"]) });

export const inviteInput = z.strictObject({ email: z.string().trim().max(254).nullable(), days: z.number().int().min(1).max(90) });

export const invitationInput = z.strictObject({ invitationId: idInput });

export const personInput = z.strictObject({ userId: idInput });

export const removePersonInput = personInput.extend({ takeOverKeys: z.boolean() });

const name = z.string().trim().min(1).max(60);

export const makeInput = z.strictObject({ make: name });

const link = z.string().trim().max(500).nullable();

export const addModelInput = z.strictObject({ make: name, model: name, imageUrl: link.optional(), videoUrl: link.optional() });

export const modelLinksInput = z.strictObject({ make: name, model: name, imageUrl: link, videoUrl: link });

export const modelInput = z.strictObject({ modelId: idInput });
