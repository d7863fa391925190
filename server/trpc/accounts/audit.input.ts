import { z } from "zod";
import { auditSubjects } from "#server/domain/accounts/audit/entry.ts";
import { idInput } from "#server/trpc/vehicles/vehicles.input.ts";

export const auditListInput = z.strictObject({
  subject: z.enum(auditSubjects).optional(),
  /** The person who acted. */
  userId: idInput.optional(),
  /** Continues after the entry of this id. */
  cursor: idInput.optional(),
  limit: z.int().min(1).max(100),
});
