/** What was or will be sent to people by e-mail and web push. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { messages } from "#db/schema/alerts.ts";
import type { Scope } from "#server/domain/scope.ts";

const shown = {
  id: messages.id,
  alertId: messages.alertId,
  channel: messages.channel,
  browser: messages.browser,
  status: messages.status,
  subject: messages.subject,
  error: messages.error,
  attempts: messages.attempts,
  nextAttemptAt: messages.nextAttemptAt,
  createdAt: messages.createdAt,
};

/** Messages with their recipients, sent and planned, newest first; empty for those who do not see the whole fleet. */
export async function listMessages(db: Queryable, scope: Scope, args: { beforeId?: number | undefined; limit: number }) {
  if (scope.driverIds !== "all") return [];
  return db
    .select({
      ...shown,
      body: messages.body,
      user: { id: users.id, name: users.name, email: users.email },
      sendAfter: messages.sendAfter,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.userId))
    .where(all(eq(messages.accountId, scope.accountId), args.beforeId === undefined ? undefined : lt(messages.id, args.beforeId)))
    .orderBy(desc(messages.id))
    .limit(args.limit);
}

const testsOf = (scope: Scope, userId: number) =>
  and(eq(messages.accountId, scope.accountId), eq(messages.userId, userId), eq(messages.kind, "test"));

/** The messages of a person's newest test, one for each address and browser; empty before the first test. */
export async function listLastTest(db: Queryable, scope: Scope, userId: number) {
  const [last] = await db
    .select({ at: messages.createdAt })
    .from(messages)
    .where(testsOf(scope, userId))
    .orderBy(desc(messages.id))
    .limit(1);
  if (!last) return [];
  return db
    .select(shown)
    .from(messages)
    .where(and(testsOf(scope, userId), eq(messages.createdAt, last.at)))
    .orderBy(asc(messages.id));
}

/** Whether a person has asked for a test since a moment. Locks the membership: of two requests at the same time only one sees none. */
export async function hasTestSince(tx: Tx, scope: Scope, userId: number, since: Date): Promise<boolean> {
  await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.accountId, scope.accountId), eq(memberships.userId, userId)))
    .for("update");
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(testsOf(scope, userId), gt(messages.createdAt, since)))
    .limit(1);
  return rows.length > 0;
}

export type NewMessage = Pick<
  typeof messages.$inferInsert,
  "accountId" | "userId" | "kind" | "alertId" | "channel" | "subject" | "body" | "createdAt"
> & {
  /** Null: e-mail. */
  pushSubscriptionId: number | null;
  browser: string | null;
  /** Not before this moment; null: at once. */
  sendAfter: Date | null;
};

/** Stores a message that waits; its id, undefined when the person has this one of the alert already. */
export async function insertMessage(tx: Queryable, message: NewMessage): Promise<number | undefined> {
  const nextAttemptAt = message.sendAfter ?? message.createdAt ?? sql`now()`;
  const [row] = await tx
    .insert(messages)
    .values({ ...message, status: "waiting", nextAttemptAt })
    .onConflictDoNothing()
    .returning({ id: messages.id });
  return row?.id;
}

/** An endpoint that messages wait for: a browser, a person's address, or (null) any address. */
export type Waiting = { pushSubscriptionId: number } | { mailOfUserId: number | null };

const isWaitingFor = (to: Waiting) =>
  and(
    eq(messages.status, "waiting"),
    "pushSubscriptionId" in to
      ? eq(messages.pushSubscriptionId, to.pushSubscriptionId)
      : and(eq(messages.channel, "email"), to.mailOfUserId === null ? undefined : eq(messages.userId, to.mailOfUserId)),
  );

/** Drops the messages that still wait for an endpoint. */
export async function dropMessages(tx: Tx, to: Waiting, reason: string): Promise<void> {
  await tx.update(messages).set({ status: "dropped", nextAttemptAt: null, error: reason }).where(isWaitingFor(to));
}

/** Makes the account's messages that wait for a next attempt due, except those that wait for the end of quiet hours; up to so many. */
export async function makeMessagesDue(tx: Tx, scope: Scope, to: Waiting, args: { at: Date; limit: number }) {
  const due = tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.accountId, scope.accountId),
        isWaitingFor(to),
        or(isNull(messages.sendAfter), lt(messages.sendAfter, args.at)),
        gt(messages.nextAttemptAt, args.at),
      ),
    )
    .orderBy(asc(messages.id))
    .limit(args.limit);
  return tx.update(messages).set({ nextAttemptAt: args.at }).where(inArray(messages.id, due)).returning({
    id: messages.id,
    accountId: messages.accountId,
    userId: messages.userId,
    pushSubscriptionId: messages.pushSubscriptionId,
  });
}
