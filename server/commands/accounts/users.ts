import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit, type NewAuditEntry } from "#db/queries/accounts/audit-log.ts";
import { insertMembership, lockOwnerIds } from "#db/queries/accounts/memberships.ts";
import {
  type AccountUser,
  countAccountsOf,
  findCredentialsOf,
  insertUser,
  lockUser,
  type User,
  updateUser,
} from "#db/queries/accounts/users.ts";
import { roles } from "#db/schema/accounts.ts";
import { checkNewPassword, hashPassword, verifyPassword } from "#server/auth/passwords.ts";
import { checkAttempt, forgiveAttempt } from "#server/auth/throttle.ts";
import { requireGrant, requireManager, requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { emailAddress, label, readArgs, rowId, timeZone } from "#server/commands/fields.ts";
import { changesBetween } from "#server/domain/accounts/audit/changes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { endAccess } from "./end-access.ts";

const newUser = z.strictObject({
  email: emailAddress,
  /** Absent: the part of the address before the @. */
  name: label(100).optional(),
  password: z.string(),
  role: z.enum(roles),
});

/**
 * Creates a user as a member of the scope's account. Managers may only add drivers and viewers.
 * Throws `conflict` when the e-mail address is taken and `bad_request` for a weak password.
 */
export async function createUser({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newUser>): Promise<AccountUser> {
  requireManager(scope);
  const { email, name, password, role } = readArgs(newUser, args);
  requireGrant(scope, role);
  checkNewPassword(password, email);
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const user = await insertUser(tx, { email, name: name ?? email.replace(/@.*/, ""), passwordHash });
    if (!user) throw new AppError("conflict", `A user with the e-mail address ${email} exists already.`);
    await insertMembership(tx, scope, user.id, role);
    await appendPersonAudit(tx, scope, user, { at: now(), action: "person.created", after: { name: user.name, role } });
    return { ...user, role };
  });
}

type Entry = Omit<NewAuditEntry, "subject">;

function appendPersonAudit(tx: Tx, scope: Scope, { id, email }: Pick<User, "id" | "email">, entry: Entry): Promise<void> {
  return appendAudit(tx, scope, { ...entry, subject: { id, name: email } });
}

/** A user of the account whom the scope may change as a person: not one who also belongs to other accounts. */
async function lockOwnUser(tx: Tx, scope: Scope, userId: number): Promise<AccountUser> {
  const user = await lockUser(tx, scope, userId);
  if (!user) throw notFound("user");
  requireGrant(scope, user.role);
  if (scope.actor.kind !== "system" && (await countAccountsOf(tx, userId)) > 1) {
    throw new AppError(
      "forbidden",
      "This person belongs to other accounts too; only they themselves or the server's administrator may do this.",
    );
  }
  return user;
}

const newPassword = z.strictObject({ userId: rowId, password: z.string() });

/** Sets another person's password and ends their sessions and logins. */
export async function setPassword({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newPassword>): Promise<void> {
  requireManager(scope);
  const { userId, password } = readArgs(newPassword, args);
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const user = await lockOwnUser(tx, scope, userId);
    checkNewPassword(password, user.email);
    await endAccess(tx, userId, now(), { passwordHash });
    await appendPersonAudit(tx, scope, user, { at: now(), action: "password.set" });
  });
}

const disabling = z.strictObject({ userId: rowId, disabled: z.boolean() });

/** Keeps a person from signing in, at once, or lets them again. The last owner of an account cannot be disabled. */
export async function setUserDisabled({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof disabling>): Promise<void> {
  requireManager(scope);
  const { userId, disabled } = readArgs(disabling, args);
  await db.transaction(async (tx) => {
    const owners = await lockOwnerIds(tx, scope);
    const user = await lockOwnUser(tx, scope, userId);
    if (disabled && owners.length === 1 && owners[0] === userId) {
      throw new AppError("conflict", "An account keeps at least one owner.");
    }
    await endAccess(tx, userId, now(), { disabledAt: disabled ? now() : null });
    await appendPersonAudit(tx, scope, user, { at: now(), action: disabled ? "person.disabled" : "person.enabled" });
  });
}

const profile = z.strictObject({
  name: label(100).optional(),
  units: z.enum(["metric", "imperial"]).optional(),
  /** Null: the browser's own zone. */
  timeZone: timeZone.nullable().optional(),
});

/** Changes one's own name, units and time zone. */
export async function updateProfile({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof profile>): Promise<User> {
  const userId = requireUser(scope);
  const change = readArgs(profile, args);
  if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
  return db.transaction(async (tx) => {
    const before = await lockUser(tx, scope, userId);
    const user = await updateUser(tx, userId, change);
    if (!before || !user) throw notFound("user");
    const changes = changesBetween(before, user, ["name", "units", "timeZone"]);
    await appendPersonAudit(tx, scope, user, { at: now(), action: "person.changed", ...changes });
    return user;
  });
}

const passwordChange = z.strictObject({ currentPassword: z.string(), newPassword: z.string() });

/**
 * Changes one's own password, which needs the current one; every session ends, this one too.
 * Throws `bad_request` when the current one is wrong or the new one weak, and `rate_limited` after too many wrong ones:
 * who finds a browser signed in is not to guess the password there.
 */
export async function changePassword(deps: CommandDeps, scope: Scope, args: z.input<typeof passwordChange>): Promise<void> {
  const userId = requireUser(scope);
  const { currentPassword, newPassword: password } = readArgs(passwordChange, args);
  const attempt = { email: `change of user ${userId}`, network: `session of user ${userId}` };
  const { credentials, ok } = await checkAttempt(deps, attempt, async () => {
    const found = await findCredentialsOf(deps.db, userId);
    return { credentials: found, ...(await verifyPassword(currentPassword, found?.passwordHash ?? null, "known")) };
  });
  if (!ok || !credentials) throw new AppError("bad_request", "The current password is not right.");
  await forgiveAttempt(deps, attempt);
  checkNewPassword(password, credentials.email);
  const passwordHash = await hashPassword(password);
  await deps.db.transaction(async (tx) => {
    await endAccess(tx, userId, deps.now(), { passwordHash });
    await appendAudit(tx, scope, { at: deps.now(), action: "password.changed", subject: { id: userId, name: credentials.email } });
  });
}

/** Ends every session of one's own, on all devices, and every login over an API. */
export async function signOutEverywhere({ db, now }: CommandDeps, scope: Scope): Promise<void> {
  const userId = requireUser(scope);
  await db.transaction(async (tx) => {
    await endAccess(tx, userId, now());
    await appendAudit(tx, scope, { at: now(), action: "session.signed_out_everywhere" });
  });
}
