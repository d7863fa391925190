import { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { type Driver, findDriver, findDriverOfUser, insertDriver, updateDriver } from "#db/queries/accounts/drivers.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { noteCredentialsChanged } from "./end-access.ts";

/** A day of the past, `1996-03-28`. */
const dayOfBirth = z.iso
  .date()
  .refine((day) => day >= "1900-01-01", "must be 1900 or later")
  .nullable();

const details = {
  gender: z.enum(["M", "F", "O"]).nullable(),
  bornOn: dayOfBirth,
  phone: label(40).nullable(),
};

const newDriver = z.strictObject({
  name: label(100),
  /** The user this driver signs in as. */
  userId: rowId.nullable().default(null),
  ...z.strictObject(details).partial().shape,
});

/** What the audit log keeps of a driver. */
const audited = ["name", "userId", "gender", "bornOn", "phone"];

const userTaken = "This user is another driver of the account already.";

async function requireMember(db: Db | Tx, scope: Scope, userId: number): Promise<void> {
  if (!(await findMember(db, userId, scope.accountId))) throw notFound("user");
}

function requirePast(bornOn: string | null | undefined, now: Date): void {
  if (bornOn && bornOn > now.toISOString().slice(0, 10)) throw new AppError("bad_request", "bornOn: must be a day of the past.");
}

/** Throws `not_found` when the user is not of the account and `conflict` when the user is another driver already. */
export async function createDriver({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newDriver>): Promise<Driver> {
  requireManager(scope);
  const { userId, ...told } = readArgs(newDriver, args);
  requirePast(told.bornOn, now());
  if (userId !== null) await requireMember(db, scope, userId);
  return db.transaction(async (tx) => {
    const driver = await insertDriver(tx, scope, { ...told, userId });
    if (!driver) throw new AppError("conflict", userTaken);
    if (userId !== null) await noteCredentialsChanged(tx, scope.accountId, now());
    await appendAudit(tx, scope, { at: now(), action: "driver.created", subject: driver, after: pickValues(driver, audited) });
    return driver;
  });
}

const driverChange = z.strictObject({
  driverId: rowId,
  name: label(100).optional(),
  userId: rowId.nullable().optional(),
  ...z.strictObject(details).partial().shape,
});

/**
 * Changes what is known of a driver, or links them to a user of the account; null takes away what may be unknown, and the link.
 * Throws like {@link createDriver}.
 */
export async function changeDriver({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof driverChange>): Promise<Driver> {
  requireManager(scope);
  const { driverId, ...change } = readArgs(driverChange, args);
  if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
  requirePast(change.bornOn, now());
  if (change.userId) {
    await requireMember(db, scope, change.userId);
    const other = await findDriverOfUser(db, scope, change.userId);
    if (other && other.id !== driverId) throw new AppError("conflict", userTaken);
  }
  return db.transaction(async (tx) => {
    const before = await findDriver(tx, scope, driverId);
    const driver = await updateDriver(tx, scope, driverId, change);
    if (!before || !driver) throw notFound("driver");
    if (change.userId !== undefined) await noteCredentialsChanged(tx, scope.accountId, now());
    await appendAudit(tx, scope, { at: now(), action: "driver.changed", subject: driver, ...changesBetween(before, driver, audited) });
    return driver;
  });
}
