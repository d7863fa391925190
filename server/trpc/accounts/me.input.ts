import { z } from "zod";
import { isTimeZone } from "#server/domain/time.ts";
import { unitSystems } from "#server/domain/units.ts";

/** IANA name, as Intl knows it; null: the browser's own zone. */
const timeZone = z.string().max(64).refine(isTimeZone, "Not a time zone.").nullable();

export const updateProfileInput = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  units: z.enum(unitSystems).optional(),
  timeZone: timeZone.optional(),
});

export const changePasswordInput = z.strictObject({
  currentPassword: z.string().min(1).max(1024),
  newPassword: z.string().min(8).max(1024),
});
