import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { memberships } from "#db/schema/accounts.ts";
import type { Role, Scope } from "#server/domain/scope.ts";

/** Makes a user a member of the scope's account; false when the user is one already. */
export async function insertMembership(tx: Db | Tx, scope: Pick<Scope, "accountId">, userId: number, role: Role): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values({ accountId: scope.accountId, userId, role })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

function membershipOf(scope: Scope, userId: number) {
  return and(eq(memberships.accountId, scope.accountId), eq(memberships.userId, userId));
}

export async function updateRole(tx: Db | Tx, scope: Scope, userId: number, role: Role): Promise<void> {
  await tx.update(memberships).set({ role }).where(membershipOf(scope, userId));
}

export async function deleteMembership(tx: Db | Tx, scope: Scope, userId: number): Promise<void> {
  await tx.delete(memberships).where(membershipOf(scope, userId));
}

/** The owners of the scope's account, locked, so that two changes at once cannot leave it without one. */
export async function lockOwnerIds(tx: Tx, scope: Scope): Promise<number[]> {
  const rows = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.accountId, scope.accountId), eq(memberships.role, "owner")))
    .orderBy(memberships.userId)
    .for("update");
  return rows.map((row) => row.userId);
}
