/** The tries to deliver, and what they say of an app's receiver. For the jobs, which serve all accounts. */
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { appGrants, apps, webhookAttempts, webhookDeliveries } from "#db/schema/apps.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { dropDeliveries } from "./webhook-deliveries.ts";

/** A delivery that is due, with all that decides whether and how it is sent. */
export interface DueDelivery {
  id: number;
  uid: string;
  appId: number;
  /** The app's. */
  accountId: number;
  /** Null for a test, which is nobody's data. */
  grantId: number | null;
  type: string;
  body: string;
  status: (typeof webhookDeliveries.$inferSelect)["status"];
  attempts: number;
  createdAt: Date;
  webhookUrl: string | null;
  schedule: "classic" | "long";
  salt: string;
  previousSalt: string | null;
  previousUntil: Date | null;
  disabledAt: Date | null;
  /** What the app may read of the person at this moment; empty once they have revoked it, left the account or been disabled. */
  held: AppScope[];
}

/** Undefined when it is gone or nothing is due of it. */
export async function findDueDelivery(db: Queryable, deliveryId: number, at: Date): Promise<DueDelivery | undefined> {
  const held = sql<AppScope[]>`array(
    select distinct scope from oauth_tokens t cross join lateral unnest(t.scopes) as scope
    where t.grant_id = ${appGrants.id} and t.kind = 'access' and t.revoked_at is null
      and t.expires_at > ${at.toISOString()}::timestamptz and ${appGrants.revokedAt} is null and ${users.disabledAt} is null
      and exists (select from ${memberships} m where m.user_id = ${appGrants.userId} and m.account_id = ${appGrants.accountId}))`;
  const [row] = await db
    .select({
      id: webhookDeliveries.id,
      uid: webhookDeliveries.uid,
      appId: webhookDeliveries.appId,
      accountId: apps.accountId,
      grantId: webhookDeliveries.grantId,
      type: webhookDeliveries.type,
      body: webhookDeliveries.body,
      status: webhookDeliveries.status,
      attempts: webhookDeliveries.attempts,
      createdAt: webhookDeliveries.createdAt,
      webhookUrl: apps.webhookUrl,
      schedule: apps.webhookSchedule,
      salt: apps.webhookSalt,
      previousSalt: apps.webhookPreviousSalt,
      previousUntil: apps.webhookPreviousUntil,
      disabledAt: apps.webhookDisabledAt,
      held,
    })
    .from(webhookDeliveries)
    .innerJoin(apps, eq(apps.id, webhookDeliveries.appId))
    .leftJoin(appGrants, eq(appGrants.id, webhookDeliveries.grantId))
    .leftJoin(users, eq(users.id, appGrants.userId))
    .where(and(eq(webhookDeliveries.id, deliveryId), isNotNull(webhookDeliveries.nextAttemptAt)));
  return row;
}

/**
 * Writes an attempt down before it is made, as one that was cut short: it counts even if this process is killed in the middle of it.
 * Undefined when the delivery is gone.
 */
export async function beginAttempt(tx: Tx, deliveryId: number, at: Date): Promise<number | undefined> {
  const [delivery] = await tx
    .update(webhookDeliveries)
    .set({ attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(eq(webhookDeliveries.id, deliveryId))
    .returning({ id: webhookDeliveries.id });
  if (!delivery) return undefined;
  const row = { deliveryId, at, durationMs: 0, error: "Cut short." };
  const [attempt] = await tx.insert(webhookAttempts).values(row).returning({ id: webhookAttempts.id });
  return attempt?.id;
}

type AttemptEnd = Pick<typeof webhookAttempts.$inferSelect, "durationMs" | "status" | "error" | "answer">;

export async function endAttempt(tx: Tx, attemptId: number, end: AttemptEnd): Promise<void> {
  await tx.update(webhookAttempts).set(end).where(eq(webhookAttempts.id, attemptId));
}

/** What is left of a delivery after an attempt; `uncounted` takes an attempt back that this server broke off. */
export async function changeDelivery(
  tx: Tx,
  deliveryId: number,
  change: Pick<typeof webhookDeliveries.$inferSelect, "status" | "nextAttemptAt" | "endedAt">,
  uncounted = false,
): Promise<void> {
  const attempts = sql`${webhookDeliveries.attempts} - ${uncounted ? 1 : 0}`;
  await tx
    .update(webhookDeliveries)
    .set({ ...change, attempts })
    .where(eq(webhookDeliveries.id, deliveryId));
}

/** Makes a delivery due, whatever became of it. */
export async function noteRedelivery(tx: Tx, deliveryId: number, at: Date): Promise<void> {
  await tx.update(webhookDeliveries).set({ nextAttemptAt: at }).where(eq(webhookDeliveries.id, deliveryId));
}

/** Something reached the app's receiver. */
export async function noteReached(tx: Tx, appId: number): Promise<void> {
  await tx
    .update(apps)
    .set({ webhookFailingSince: null })
    .where(and(eq(apps.id, appId), isNotNull(apps.webhookFailingSince)));
}

/** Something did not reach it; since when nothing has. */
export async function noteFailing(tx: Tx, appId: number, at: Date): Promise<Date> {
  const since = sql`coalesce(${apps.webhookFailingSince}, ${at.toISOString()}::timestamptz)`;
  const [row] = await tx
    .update(apps)
    .set({ webhookFailingSince: since })
    .where(eq(apps.id, appId))
    .returning({ since: apps.webhookFailingSince });
  return row?.since ?? at;
}

export interface EndedWebhook {
  appId: number;
  name: string;
  webhookUrl: string | null;
  reason: "failing" | "gone";
  accountId: number;
  ownerId: number;
}

/** Switches an app's webhook off and drops what waits for it; undefined when it was off already. */
export async function endWebhook(tx: Tx, appId: number, reason: EndedWebhook["reason"], at: Date): Promise<EndedWebhook | undefined> {
  const [app] = await tx
    .update(apps)
    .set({ webhookDisabledAt: at, webhookDisabledReason: reason })
    .where(and(eq(apps.id, appId), isNull(apps.webhookDisabledAt)))
    .returning({ appId: apps.id, name: apps.name, webhookUrl: apps.webhookUrl, accountId: apps.accountId, ownerId: apps.ownerId });
  if (!app) return undefined;
  await dropDeliveries(tx, { appId }, at);
  return { ...app, reason };
}
