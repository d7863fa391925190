import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { invitations } from "#db/schema/accounts.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

/** An invitation as lists show it: the secret cannot be shown again. */
const columns = {
  id: invitations.id,
  uid: invitations.uid,
  email: invitations.email,
  hint: invitations.hint,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  usedAt: invitations.usedAt,
  revokedAt: invitations.revokedAt,
};
export type Invitation = Pick<typeof invitations.$inferSelect, keyof typeof columns>;

export interface NewInvitation {
  hash: string;
  hint: string;
  /** Only this address may use it; null: whoever has it. */
  email: string | null;
  expiresAt: Date;
}

export async function insertInvitation(tx: Db | Tx, scope: Scope, invitation: NewInvitation): Promise<Invitation> {
  const rows = await tx
    .insert(invitations)
    .values({ ...invitation, accountId: scope.accountId })
    .returning(columns);
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no invitation.");
  return inserted;
}

/** The account's invitations, newest first, for those who manage it; nobody else sees any. */
export async function listInvitations(db: Db | Tx, scope: Scope): Promise<Invitation[]> {
  return db
    .select(columns)
    .from(invitations)
    .where(and(eq(invitations.accountId, scope.accountId), canManage(scope) ? undefined : sql`false`))
    .orderBy(desc(invitations.id));
}

export interface PresentedInvitation {
  hash: string;
  email: string;
  now: Date;
}

function isOpen(scope: Scope, { hash, email, now }: PresentedInvitation) {
  const unused = and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
  const fits = sql`(${invitations.email} is null or ${invitations.email} = ${email})`;
  return and(eq(invitations.accountId, scope.accountId), eq(invitations.hash, hash), unused, fits);
}

/** Whether an invitation lets this address register; only claiming it makes sure. */
export async function hasOpenInvitation(db: Db | Tx, scope: Scope, presented: PresentedInvitation): Promise<boolean> {
  return (await db.$count(invitations, isOpen(scope, presented))) > 0;
}

/** Uses an invitation up. Of two transactions at once the second waits for the first, and gets false when that one commits. */
export async function claimInvitation(tx: Tx, scope: Scope, presented: PresentedInvitation): Promise<boolean> {
  const rows = await tx
    .update(invitations)
    .set({ usedAt: presented.now })
    .where(isOpen(scope, presented))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Takes an invitation back; one that was used stays as it is. Null when the account has no such invitation. */
export async function revokeInvitationRow(tx: Db | Tx, scope: Scope, invitationId: number, at: Date): Promise<Invitation | null> {
  const rows = await tx
    .update(invitations)
    .set({ revokedAt: sql`coalesce(${invitations.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(invitations.accountId, scope.accountId), eq(invitations.id, invitationId)))
    .returning(columns);
  return rows[0] ?? null;
}
