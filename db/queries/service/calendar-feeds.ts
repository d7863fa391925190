/** Tokens that calendar programs read a person's due list with. */
import { desc, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { tokens } from "#db/schema/apps.ts";
import type { Scope } from "#server/domain/scope.ts";

const columns = { id: tokens.id, name: tokens.name, hint: tokens.hint, createdAt: tokens.createdAt, lastUsedAt: tokens.lastUsedAt };
export type CalendarFeed = Pick<typeof tokens.$inferSelect, keyof typeof columns>;

/** The feeds of one person that work. */
function feedsOf(scope: Scope, userId: number) {
  return all(eq(tokens.accountId, scope.accountId), eq(tokens.kind, "calendar"), eq(tokens.userId, userId), isNull(tokens.revokedAt));
}

export interface NewCalendarFeed {
  userId: number;
  name: string;
  hash: string;
  hint: string;
  createdAt: Date;
}

export async function insertCalendarFeed(tx: Db | Tx, scope: Scope, feed: NewCalendarFeed): Promise<CalendarFeed> {
  const [inserted] = await tx
    .insert(tokens)
    .values({ ...feed, kind: "calendar", accountId: scope.accountId })
    .returning(columns);
  if (!inserted) throw new Error("The insert returned no token.");
  return inserted;
}

/** The feeds of the person who asks, newest first; programs have none. */
export async function listCalendarFeeds(db: Queryable, scope: Scope): Promise<CalendarFeed[]> {
  if (scope.actor.kind !== "user") return [];
  return db.select(columns).from(tokens).where(feedsOf(scope, scope.actor.userId)).orderBy(desc(tokens.id));
}

export function countCalendarFeeds(db: Queryable, scope: Scope, userId: number): Promise<number> {
  return db.$count(tokens, feedsOf(scope, userId));
}

/** Ends a feed at once; null when the person has no such feed. */
export async function revokeCalendarFeedRow(
  tx: Db | Tx,
  scope: Scope,
  feed: { tokenId: number; userId: number; at: Date },
): Promise<CalendarFeed | null> {
  const rows = await tx
    .update(tokens)
    .set({ revokedAt: feed.at })
    .where(all(feedsOf(scope, feed.userId), eq(tokens.id, feed.tokenId)))
    .returning(columns);
  return rows[0] ?? null;
}

export interface CalendarCredential {
  tokenId: number;
  accountId: number;
  userId: number;
  lastUsedAt: Date | null;
}

/** The person a feed shows their due list to; null for an unknown or revoked token. Takes no scope: this is where the feed's comes from. */
export async function findCalendarCredential(db: Db, hash: string): Promise<CalendarCredential | null> {
  const [row] = await db
    .select({ tokenId: tokens.id, accountId: tokens.accountId, userId: tokens.userId, lastUsedAt: tokens.lastUsedAt })
    .from(tokens)
    .where(all(eq(tokens.hash, hash), eq(tokens.kind, "calendar"), isNull(tokens.revokedAt)))
    .limit(1);
  return row && row.userId !== null ? { ...row, userId: row.userId } : null;
}
