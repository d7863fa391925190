import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { deleteMembership, insertMembership, lockOwnerIds, updateRole } from "#db/queries/accounts/memberships.ts";
import { findUserIdByEmail, lockUser } from "#db/queries/accounts/users.ts";
import { revokeTokensOfMember, updateWritingKeys } from "#db/queries/apps/tokens.ts";
import { roles } from "#db/schema/accounts.ts";
import { endGrants } from "#server/commands/apps/end-grants.ts";
import { requireGrant, requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { emailAddress, readArgs, rowId } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Role, Scope } from "#server/domain/scope.ts";
import { noteCredentialsChanged } from "./end-access.ts";

const newMember = z.strictObject({ email: emailAddress, role: z.enum(roles) });

/** Makes someone who already signs in here a member of the scope's account too. Throws `not_found` and `conflict`. */
export async function addMember({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newMember>): Promise<void> {
  requireManager(scope);
  const { email, role } = readArgs(newMember, args);
  requireGrant(scope, role);
  const userId = await findUserIdByEmail(db, email);
  if (userId === null) throw notFound("user");
  await db.transaction(async (tx) => {
    const added = await insertMembership(tx, scope, userId, role);
    if (!added) throw new AppError("conflict", `${email} is a member already.`);
    await appendAudit(tx, scope, { at: now(), action: "person.added", subject: { id: userId, name: email }, after: { role } });
  });
}

/** Who may hold keys for the whole fleet. */
const mayHoldKeys = (role: Role | null) => role === "owner" || role === "manager";

interface MembershipChange {
  userId: number;
  /** Null: it ends. */
  role: Role | null;
  /** Who takes over the keys for the whole fleet that may write, when the person may no longer hold them; null: the keys end. */
  handKeysTo: number | null;
}

/** Ends the keys that outlive their maker's membership otherwise, or hands them over; an entry in the audit log for each. */
async function settleKeys(tx: Tx, scope: Scope, { userId, handKeysTo }: MembershipChange, at: Date): Promise<void> {
  const heir = handKeysTo === null ? null : await findMember(tx, handKeysTo, scope.accountId);
  if (handKeysTo !== null && (!heir || handKeysTo === userId)) throw notFound("user");
  if (heir && !mayHoldKeys(heir.role)) throw new AppError("bad_request", "Only owners and managers take over keys.");
  for (const key of await updateWritingKeys(tx, scope, userId, { at, handTo: handKeysTo })) {
    const action = heir ? "key.handed_over" : "key.revoked";
    const after = heir ? { hint: key.hint, createdBy: heir.email } : { hint: key.hint };
    await appendAudit(tx, scope, { at, action, subject: key, after });
  }
}

/** Changes a membership, or ends it, keeping at least one owner. */
async function changeMembership({ db, now }: CommandDeps, scope: Scope, change: MembershipChange): Promise<void> {
  const { userId, role } = change;
  await db.transaction(async (tx) => {
    const owners = await lockOwnerIds(tx, scope);
    const user = await lockUser(tx, scope, userId);
    if (!user) throw notFound("user");
    requireGrant(scope, user.role);
    if (role !== "owner" && owners.length === 1 && owners[0] === userId) {
      throw new AppError("conflict", "An account keeps at least one owner.");
    }
    if (!mayHoldKeys(role)) await settleKeys(tx, scope, change, now());
    if (role === null) {
      await deleteMembership(tx, scope, userId);
      await revokeTokensOfMember(tx, scope, userId, now());
      await endGrants(tx, scope, { userId }, now());
    } else await updateRole(tx, scope, userId, role);
    await noteCredentialsChanged(tx, scope.accountId, now());
    const action = role === null ? "person.removed" : "person.role_changed";
    const changes = { before: { role: user.role }, after: role === null ? null : { role } };
    await appendAudit(tx, scope, { at: now(), action, subject: { id: userId, name: user.email }, ...changes });
  });
}

/** Who takes over the keys of the person; absent or null: the keys end. */
const handKeysTo = rowId.nullable().default(null);
const roleChange = z.strictObject({ userId: rowId, role: z.enum(roles), handKeysTo });

/**
 * Gives a member another role; it counts from their next request on. Keys for the whole fleet that may write end when their maker
 * may no longer make such, unless another owner or manager takes them over.
 */
export async function setRole(deps: CommandDeps, scope: Scope, args: z.input<typeof roleChange>): Promise<void> {
  requireManager(scope);
  const change = readArgs(roleChange, args);
  requireGrant(scope, change.role);
  await changeMembership(deps, scope, change);
}

const removal = z.strictObject({ userId: rowId, handKeysTo });

/**
 * Takes a person out of the account and ends their keys and logins there, and what they let apps see of it, in one transaction. So end
 * the keys for the whole fleet that may write and that they made, unless another owner or manager takes them over. The user and their
 * other memberships stay.
 */
export async function removeMember(deps: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<void> {
  requireManager(scope);
  await changeMembership(deps, scope, { ...readArgs(removal, args), role: null });
}
