import { z } from "zod";
import { appendAudit } from "#db/queries/audit-log.ts";
import { deleteMembership, insertMembership, lockOwnerIds, updateRole } from "#db/queries/memberships.ts";
import { revokeTokensOfMember } from "#db/queries/tokens.ts";
import { findUserIdByEmail, lockUser } from "#db/queries/users.ts";
import { roles } from "#db/schema/people.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Role, Scope } from "#server/domain/scope.ts";
import { requireGrant, requireManager } from "./authorise.ts";
import type { CommandDeps } from "./deps.ts";
import { noteCredentialsChanged } from "./end-access.ts";
import { endGrants } from "./end-grants.ts";
import { emailAddress, readArgs, rowId } from "./fields.ts";

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

/** Changes a membership, or ends it (`role` null), keeping at least one owner. */
async function changeMembership({ db, now }: CommandDeps, scope: Scope, userId: number, role: Role | null): Promise<void> {
  await db.transaction(async (tx) => {
    const owners = await lockOwnerIds(tx, scope);
    const user = await lockUser(tx, scope, userId);
    if (!user) throw notFound("user");
    requireGrant(scope, user.role);
    if (role !== "owner" && owners.length === 1 && owners[0] === userId) {
      throw new AppError("conflict", "An account keeps at least one owner.");
    }
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

const roleChange = z.strictObject({ userId: rowId, role: z.enum(roles) });

/** Gives a member another role; it counts from their next request on. */
export async function setRole(deps: CommandDeps, scope: Scope, args: z.input<typeof roleChange>): Promise<void> {
  requireManager(scope);
  const { userId, role } = readArgs(roleChange, args);
  requireGrant(scope, role);
  await changeMembership(deps, scope, userId, role);
}

const removal = z.strictObject({ userId: rowId });

/** Takes a person out of the account and ends their keys and logins there, and what they let apps see of it. The user and their other memberships stay. */
export async function removeMember(deps: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<void> {
  requireManager(scope);
  await changeMembership(deps, scope, readArgs(removal, args).userId, null);
}
