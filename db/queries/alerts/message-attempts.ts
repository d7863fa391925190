/** The attempts to send messages. For the jobs, which serve all accounts. */
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { endpointFailures, messages, pushSubscriptions } from "#db/schema/alerts.ts";

const service = alias(endpointFailures, "service");

/** A message that is due, with all that decides whether and how it is sent; undefined when it is gone or nothing is due of it. */
export async function findDueMessage(db: Queryable, messageId: number) {
  const endpointKey = sql`case ${messages.channel} when 'push' then 'push:' || ${messages.pushSubscriptionId}
    else 'mail:' || ${messages.userId} end`;
  const isOn = sql`case when ${messages.kind} <> 'alert' then true when ${messages.channel} = 'push' then ${memberships.alertPush}
    else ${memberships.alertEmail} end`;
  const [row] = await db
    .select({
      id: messages.id,
      uid: messages.uid,
      accountId: messages.accountId,
      userId: messages.userId,
      kind: messages.kind,
      alertId: messages.alertId,
      pushSubscriptionId: messages.pushSubscriptionId,
      subject: messages.subject,
      body: messages.body,
      attempts: messages.attempts,
      dueAt: sql`coalesce(${messages.sendAfter}, ${messages.createdAt})`.mapWith(messages.createdAt),
      address: users.email,
      /** The person may sign in, is of the account, and wants such messages. */
      isWanted: sql<boolean>`${users.disabledAt} is null and coalesce(${isOn}, false) and ${memberships.userId} is not null`,
      browser: {
        label: pushSubscriptions.label,
        endpoint: pushSubscriptions.endpoint,
        p256dh: pushSubscriptions.p256dh,
        auth: pushSubscriptions.auth,
      },
      /** Of the endpoint and of the service that it is reached by. */
      pausedUntil: sql<Date | null>`greatest(${endpointFailures.pausedUntil}, ${service.pausedUntil})`.mapWith(messages.createdAt),
      pauseError: sql<string | null>`coalesce(${endpointFailures.error}, ${service.error})`,
      isEndpointDisabled: sql<boolean>`${endpointFailures.disabledAt} is not null`,
    })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.userId))
    .leftJoin(memberships, and(eq(memberships.userId, messages.userId), eq(memberships.accountId, messages.accountId)))
    .leftJoin(pushSubscriptions, and(eq(pushSubscriptions.id, messages.pushSubscriptionId), eq(pushSubscriptions.userId, messages.userId)))
    .leftJoin(endpointFailures, eq(endpointFailures.key, endpointKey))
    .leftJoin(service, and(eq(messages.channel, "email"), eq(service.key, "mail-server")))
    .where(and(eq(messages.id, messageId), isNotNull(messages.nextAttemptAt)));
  return row;
}

export type DueMessage = NonNullable<Awaited<ReturnType<typeof findDueMessage>>>;

/** Notes an attempt before it is made: it counts even if this process is killed in the middle of it. False when the message is gone. */
export async function beginMessageAttempt(db: Queryable, messageId: number): Promise<boolean> {
  const rows = await db
    .update(messages)
    .set({ attempts: sql`${messages.attempts} + 1` })
    .where(eq(messages.id, messageId))
    .returning({ id: messages.id });
  return rows.length > 0;
}

/** Ends a message: nothing is due of it any more. */
export async function endMessage(
  db: Queryable,
  messageId: number,
  end: { status: Exclude<(typeof messages.$inferSelect)["status"], "waiting">; error?: string | null; sentAt?: Date },
): Promise<void> {
  await db
    .update(messages)
    .set({ ...end, nextAttemptAt: null })
    .where(eq(messages.id, messageId));
}

/** Says when a message is tried next; `uncounted` takes an attempt back that this server broke off. */
export async function deferMessage(
  tx: Tx,
  messageId: number,
  change: { nextAttemptAt: Date; error?: string | null },
  uncounted = false,
): Promise<void> {
  await tx
    .update(messages)
    .set({ ...change, attempts: sql`${messages.attempts} - ${uncounted ? 1 : 0}` })
    .where(eq(messages.id, messageId));
}
