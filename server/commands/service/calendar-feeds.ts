import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { type CalendarFeed, countCalendarFeeds, insertCalendarFeed, revokeCalendarFeedRow } from "#db/queries/service/calendar-feeds.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** Enough for every calendar program of a person. */
const maxFeeds = 10;

const newFeed = z.strictObject({
  /** What the person calls it: which calendar program reads it. */
  name: label(60),
});

/**
 * Makes a token with which a calendar program reads what is due, as far as the person may see it; the secret is in the result this once.
 * Throws `conflict` when the person has very many already.
 */
export async function createCalendarFeed(
  { db, now }: CommandDeps,
  scope: Scope,
  args: z.input<typeof newFeed>,
): Promise<CalendarFeed & { token: string }> {
  const userId = requireUser(scope);
  const { name } = readArgs(newFeed, args);
  if ((await countCalendarFeeds(db, scope, userId)) >= maxFeeds) {
    throw new AppError("conflict", `A person can have ${maxFeeds} calendar feeds and no more. Revoke one first.`);
  }
  const { token, hash, hint } = mintToken("calendar");
  return db.transaction(async (tx) => {
    const feed = await insertCalendarFeed(tx, scope, { userId, name, hash, hint, createdAt: now() });
    await appendAudit(tx, scope, { at: now(), action: "calendar_feed.created", subject: feed, after: { hint } });
    return { ...feed, token };
  });
}

const revocation = z.strictObject({ feedId: rowId });

/** Ends one of the person's own feeds at once. Throws `not_found`. */
export async function revokeCalendarFeed({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<void> {
  const userId = requireUser(scope);
  const { feedId: tokenId } = readArgs(revocation, args);
  await db.transaction(async (tx) => {
    const feed = await revokeCalendarFeedRow(tx, scope, { tokenId, userId, at: now() });
    if (!feed) throw notFound("calendar feed");
    await appendAudit(tx, scope, { at: now(), action: "calendar_feed.revoked", subject: feed, before: { hint: feed.hint } });
  });
}
