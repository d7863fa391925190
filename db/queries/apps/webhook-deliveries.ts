/** What apps were told over their webhooks, and what is on its way. */
import { and, asc, count, desc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appGrants, apps, webhookAttempts, webhookDeliveries } from "#db/schema/apps.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

export type DeliveryStatus = (typeof webhookDeliveries.$inferSelect)["status"];

/** One try to deliver, as the log shows it. */
export interface DeliveryAttempt {
  id: number;
  at: Date;
  durationMs: number;
  /** HTTP status of the answer; null: there was none, and `error` says why. */
  status: number | null;
  error: string | null;
  /** The first characters of the answer. */
  answer: string | null;
}

export interface Delivery {
  id: number;
  /** `webhook-id` of the request. */
  messageId: string;
  /** "trip:finished". */
  type: string;
  status: DeliveryStatus;
  isTest: boolean;
  /** Whose data it carries still lets the app read it; true for a test. */
  isGranted: boolean;
  bodyBytes: number;
  /** In hex. */
  bodySha256: string;
  createdAt: Date;
  /** When it is tried next; null: no more. */
  nextAttemptAt: Date | null;
  endedAt: Date | null;
  /** Oldest first. */
  attempts: DeliveryAttempt[];
}

/** How receivers know a delivery again: the same for every attempt. */
export const toMessageId = (uid: string): string => `msg_${uid.replaceAll("-", "")}`;

/**
 * The log of an app of the account, newest first, for owners and managers. What was sent is not shown, only its hash: it is
 * the data of people who may have taken back what they allowed.
 */
export async function listDeliveries(
  db: Queryable,
  scope: Scope,
  args: { appId: number; beforeId?: number | undefined; limit: number },
): Promise<Delivery[]> {
  if (!canManage(scope) || scope.actor.kind === "key") return [];
  const rows = await db
    .select({
      id: webhookDeliveries.id,
      uid: webhookDeliveries.uid,
      type: webhookDeliveries.type,
      status: webhookDeliveries.status,
      grantId: webhookDeliveries.grantId,
      revokedAt: appGrants.revokedAt,
      bodyBytes: sql<number>`octet_length(${webhookDeliveries.body})`,
      bodySha256: sql<string>`encode(sha256(convert_to(${webhookDeliveries.body}, 'UTF8')), 'hex')`,
      createdAt: webhookDeliveries.createdAt,
      nextAttemptAt: webhookDeliveries.nextAttemptAt,
      endedAt: webhookDeliveries.endedAt,
    })
    .from(webhookDeliveries)
    .innerJoin(apps, eq(apps.id, webhookDeliveries.appId))
    .leftJoin(appGrants, eq(appGrants.id, webhookDeliveries.grantId))
    .where(
      all(
        eq(apps.accountId, scope.accountId),
        eq(apps.id, args.appId),
        args.beforeId === undefined ? undefined : lt(webhookDeliveries.id, args.beforeId),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(args.limit);
  const attempts = await listAttempts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ uid, grantId, revokedAt, ...row }) => ({
    ...row,
    messageId: toMessageId(uid),
    isTest: grantId === null,
    isGranted: revokedAt === null,
    attempts: attempts.get(row.id) ?? [],
  }));
}

async function listAttempts(db: Queryable, deliveryIds: readonly number[]): Promise<Map<number, DeliveryAttempt[]>> {
  const found = new Map<number, DeliveryAttempt[]>();
  if (deliveryIds.length === 0) return found;
  const rows = await db
    .select()
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.deliveryId, [...deliveryIds]))
    .orderBy(asc(webhookAttempts.id));
  for (const { deliveryId, ...attempt } of rows) found.set(deliveryId, [...(found.get(deliveryId) ?? []), attempt]);
  return found;
}

/** A delivery of one of the account's apps, with all that decides whether it may be sent again; undefined when there is none. */
export async function findDelivery(db: Queryable, scope: Scope, args: { deliveryId: number }) {
  const [row] = await db
    .select({
      id: webhookDeliveries.id,
      appId: webhookDeliveries.appId,
      accountId: apps.accountId,
      status: webhookDeliveries.status,
      vehicleId: webhookDeliveries.vehicleId,
      revokedAt: appGrants.revokedAt,
      webhookUrl: apps.webhookUrl,
      webhookDisabledAt: apps.webhookDisabledAt,
    })
    .from(webhookDeliveries)
    .innerJoin(apps, eq(apps.id, webhookDeliveries.appId))
    .leftJoin(appGrants, eq(appGrants.id, webhookDeliveries.grantId))
    .where(and(eq(webhookDeliveries.id, args.deliveryId), eq(apps.accountId, scope.accountId)));
  return row;
}

/**
 * What a test of an app's webhook is made from, with the `uid` of a person, or of the app's owner without one; undefined when the
 * account has no such app.
 */
export async function findWebhook(db: Queryable, scope: Scope, args: { appId: number; userId: number | null }) {
  const [row] = await db
    .select({
      appId: apps.id,
      userUid: users.uid,
      scopes: apps.scopes,
      webhookUrl: apps.webhookUrl,
      webhookFormat: apps.webhookFormat,
      webhookDisabledAt: apps.webhookDisabledAt,
    })
    .from(apps)
    .innerJoin(users, eq(users.id, args.userId ?? apps.ownerId))
    .where(and(eq(apps.id, args.appId), eq(apps.accountId, scope.accountId)));
  return row;
}

export async function countTestsSince(db: Queryable, appId: number, since: Date): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.appId, appId), isNull(webhookDeliveries.grantId), gt(webhookDeliveries.createdAt, since)));
  return row?.count ?? 0;
}

type NewDelivery = Pick<
  typeof webhookDeliveries.$inferInsert,
  "appId" | "grantId" | "eventId" | "vehicleId" | "type" | "body" | "createdAt" | "nextAttemptAt"
>;

/**
 * Writes a delivery down; undefined when the person's app has one of this event already. `accountId` is the
 * app's, `failingSince` says since when all else that was sent to it has failed.
 */
export async function insertDelivery(
  tx: Tx,
  delivery: NewDelivery,
): Promise<{ id: number; accountId: number; failingSince: Date | null } | undefined> {
  const [row] = await tx.insert(webhookDeliveries).values(delivery).onConflictDoNothing().returning({ id: webhookDeliveries.id });
  if (!row) return undefined;
  const [app] = await tx
    .select({ accountId: apps.accountId, failingSince: apps.webhookFailingSince })
    .from(apps)
    .where(eq(apps.id, delivery.appId));
  if (!app) throw new Error("The app of a delivery is gone.");
  return { id: row.id, ...app };
}

/** Whatever still waits to be sent to an app, or of what one person let it read, is not sent any more. */
export async function dropDeliveries(tx: Tx, of: { appId: number } | { grantId: number }, at: Date): Promise<void> {
  const concerned = "appId" in of ? eq(webhookDeliveries.appId, of.appId) : eq(webhookDeliveries.grantId, of.grantId);
  await tx
    .update(webhookDeliveries)
    .set({ status: "dropped", nextAttemptAt: null, endedAt: at })
    .where(and(concerned, eq(webhookDeliveries.status, "waiting")));
}
