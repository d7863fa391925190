/** What is left of apps, their tokens and deliveries when nobody needs it any more; over all accounts. */
import { and, inArray, isNotNull, lte, notExists, or, sql } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import { appSecrets, oauthCodes, oauthTokens, webhookDeliveries } from "#db/schema/apps.ts";

/** Deletes up to so many deliveries that were written down by a moment, with their attempts; how many there were. */
export async function deleteOldDeliveries(db: Queryable, by: Date, limit: number): Promise<number> {
  const old = db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(lte(webhookDeliveries.createdAt, by))
    .orderBy(webhookDeliveries.createdAt)
    .limit(limit);
  const deleted = await db.delete(webhookDeliveries).where(inArray(webhookDeliveries.id, old)).returning({ id: webhookDeliveries.id });
  return deleted.length;
}

/**
 * Deletes tokens that ended by a moment. A refresh token that was exchanged has not ended: should somebody use it once more, all that
 * was born of the same code ends with it.
 */
export async function deleteEndedTokens(db: Queryable, by: Date): Promise<void> {
  await db
    .delete(oauthTokens)
    .where(or(lte(oauthTokens.expiresAt, by), and(isNotNull(oauthTokens.revokedAt), lte(oauthTokens.revokedAt, by))));
}

/** Deletes codes that were made by a moment and of which no token is left: with a code its tokens would go too. */
export async function deleteSpentCodes(db: Queryable, by: Date): Promise<void> {
  const token = db.select({ id: oauthTokens.id }).from(oauthTokens).where(sql`${oauthTokens.codeId} = ${oauthCodes.id}`);
  await db.delete(oauthCodes).where(and(lte(oauthCodes.createdAt, by), notExists(token)));
}

/** Deletes secrets of apps whose time was over by a moment. */
export async function deleteExpiredAppSecrets(db: Queryable, by: Date): Promise<void> {
  await db.delete(appSecrets).where(lte(appSecrets.expiresAt, by));
}
