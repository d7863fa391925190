import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { setupLinks } from "#db/schema/accounts.ts";

/** Replaces every link so far by this one. */
export async function replaceSetupLink(tx: Tx, hash: string, expiresAt: Date): Promise<void> {
  await tx.delete(setupLinks);
  await tx.insert(setupLinks).values({ hash, expiresAt });
}

function isOpen(hash: string, now: Date) {
  return and(eq(setupLinks.hash, hash), isNull(setupLinks.usedAt), gt(setupLinks.expiresAt, now));
}

/** Whether a link may still be used; only claiming it makes sure. */
export async function hasOpenSetupLink(db: Db, hash: string, now: Date): Promise<boolean> {
  return (await db.$count(setupLinks, isOpen(hash, now))) > 0;
}

/** Uses a link up. Of two transactions at once the second waits for the first, and gets false when that one commits. */
export async function claimSetupLink(tx: Tx, hash: string, now: Date): Promise<boolean> {
  const rows = await tx.update(setupLinks).set({ usedAt: now }).where(isOpen(hash, now)).returning({ hash: setupLinks.hash });
  return rows.length > 0;
}

/** Lets only one transaction at a time make or use a setup link. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('motorpool setup'))`);
}
