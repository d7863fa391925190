import { z } from "zod";
import { maxEmergencyContacts } from "#server/domain/accounts/people.ts";
import { idInput } from "#server/trpc/vehicles/vehicles.input.ts";

export const driverInput = z.strictObject({ driverId: idInput });

/** Null: not known. */
export const changeDriverInput = driverInput.extend({
  name: z.string().trim().min(1).max(100),
  gender: z.enum(["M", "F", "O"]).nullable(),
  bornOn: z.string().max(10).nullable(),
  phone: z.string().trim().min(1).max(40).nullable(),
});

export const emergencyContactsInput = driverInput.extend({
  contacts: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(100),
        phone: z.string().trim().min(1).max(40),
        email: z.string().trim().max(254).nullable(),
      }),
    )
    .max(maxEmergencyContacts),
});
