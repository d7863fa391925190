import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findDriverOfUser, updateDriver } from "#db/queries/accounts/drivers.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { emailAddress, label, readArgs, rowId } from "#server/commands/fields.ts";
import { maxEmergencyContacts } from "#server/domain/accounts/people.ts";
import { notFound } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

const newContacts = z.strictObject({
  driverId: rowId,
  contacts: z.array(z.strictObject({ name: label(100), phone: label(40), email: emailAddress.nullable() })).max(maxEmergencyContacts),
});

/** Replaces the people to call when a driver has had an accident. For managers and the driver; throws `not_found`. */
export async function changeEmergencyContacts({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newContacts>): Promise<void> {
  const { driverId, contacts: emergencyContacts } = readArgs(newContacts, args);
  const { actor } = scope;
  if (!canManage(scope)) {
    const own = actor.kind === "user" ? await findDriverOfUser(db, scope, actor.userId) : null;
    // A driver does not know of the others.
    if (own?.id !== driverId && actor.kind === "user" && actor.role === "driver") throw notFound("driver");
    if (own?.id !== driverId) requireManager(scope);
  }
  await db.transaction(async (tx) => {
    const driver = await updateDriver(tx, scope, driverId, { emergencyContacts });
    if (!driver) throw notFound("driver");
    // How many, not who: they are people outside the account.
    const after = { contacts: emergencyContacts.length };
    await appendAudit(tx, scope, { at: now(), action: "driver.emergency_contacts_changed", subject: driver, after });
  });
}
