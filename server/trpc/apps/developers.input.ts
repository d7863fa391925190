import { z } from "zod";
import { keyFamilies, maxKeyDays } from "#server/domain/apps/api-families.ts";
import { idInput } from "#server/trpc/vehicles/vehicles.input.ts";

export const familyInput = z.strictObject({ family: z.string().max(40) });

export const createKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  family: z.enum(keyFamilies),
  access: z.enum(["read", "write"]),
  /** Null: a key of the account, for the whole fleet. */
  userId: idInput.nullable(),
  /** Null: until it is revoked. */
  days: z.int().min(1).max(maxKeyDays).nullable().optional(),
});

export const keyInput = z.strictObject({ tokenId: idInput });
