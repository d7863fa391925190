/** How people are notified: quiet hours of the account, channels and browsers of a person. */
import { and, asc, eq } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import { accounts, memberships } from "#db/schema/accounts.ts";
import { endpointFailures, pushSubscriptions } from "#db/schema/alerts.ts";
import type { Scope } from "#server/domain/scope.ts";

export interface QuietHours {
  /** Local times of the account, "22:00"; null: never quiet. */
  from: string | null;
  to: string | null;
  timeZone: string;
}

export async function getQuietHours(db: Queryable, scope: Scope): Promise<QuietHours> {
  const rows = await db
    .select({ from: accounts.quietFrom, to: accounts.quietTo, timeZone: accounts.timeZone })
    .from(accounts)
    .where(eq(accounts.id, scope.accountId));
  return rows[0] ?? { from: null, to: null, timeZone: "UTC" };
}

export async function updateQuietHours(tx: Queryable, scope: Scope, hours: { from: string; to: string } | null): Promise<void> {
  await tx
    .update(accounts)
    .set({ quietFrom: hours?.from ?? null, quietTo: hours?.to ?? null })
    .where(eq(accounts.id, scope.accountId));
}

const membershipOf = (scope: Scope, userId: number) => and(eq(memberships.accountId, scope.accountId), eq(memberships.userId, userId));

/** Whether alerts of the account reach a person by e-mail and by push; neither for one who is no member. */
export async function getAlertChannels(db: Queryable, scope: Scope, userId: number): Promise<{ email: boolean; push: boolean }> {
  const rows = await db
    .select({ email: memberships.alertEmail, push: memberships.alertPush })
    .from(memberships)
    .where(membershipOf(scope, userId));
  return rows[0] ?? { email: false, push: false };
}

export async function updateAlertChannels(
  tx: Queryable,
  scope: Scope,
  userId: number,
  change: { alertEmail?: boolean; alertPush?: boolean },
): Promise<void> {
  await tx.update(memberships).set(change).where(membershipOf(scope, userId));
}

/** A person's browsers, whatever the account; without their secrets. */
export async function listPushSubscriptions(db: Queryable, userId: number) {
  return db
    .select({
      id: pushSubscriptions.id,
      endpoint: pushSubscriptions.endpoint,
      label: pushSubscriptions.label,
      createdAt: pushSubscriptions.createdAt,
      lastUsedAt: pushSubscriptions.lastUsedAt,
      /** Since when nothing that was sent there has arrived; null: the last message did. */
      failingSince: endpointFailures.failingSince,
      /** Since when nothing is sent there any more; null: it is. */
      disabledAt: endpointFailures.disabledAt,
    })
    .from(pushSubscriptions)
    .leftJoin(endpointFailures, eq(endpointFailures.pushSubscriptionId, pushSubscriptions.id))
    .where(eq(pushSubscriptions.userId, userId))
    .orderBy(asc(pushSubscriptions.id));
}

export interface NewPushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
  label: string;
}

/** Stores a browser as this person's: whoever last signed in there is notified there. */
export async function upsertPushSubscription(tx: Queryable, userId: number, subscription: NewPushSubscription): Promise<number> {
  const [row] = await tx
    .insert(pushSubscriptions)
    .values({ ...subscription, userId })
    .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: { ...subscription, userId } })
    .returning({ id: pushSubscriptions.id });
  if (!row) throw new Error("The insert returned no row.");
  return row.id;
}

/** By id or by endpoint; false when the person has no such browser. */
export async function deletePushSubscription(
  tx: Queryable,
  userId: number,
  which: { id: number } | { endpoint: string },
): Promise<boolean> {
  const named = "id" in which ? eq(pushSubscriptions.id, which.id) : eq(pushSubscriptions.endpoint, which.endpoint);
  const rows = await tx
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.userId, userId), named))
    .returning({ id: pushSubscriptions.id });
  return rows.length > 0;
}

export async function notePushUse(tx: Queryable, subscriptionId: number, at: Date): Promise<void> {
  await tx.update(pushSubscriptions).set({ lastUsedAt: at }).where(eq(pushSubscriptions.id, subscriptionId));
}
