/** Access and refresh tokens, for the app that brings one. Takes no scope: a token says for whom it is. */
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appGrants, oauthTokens } from "#db/schema/apps.ts";

export type NewOauthToken = Pick<
  typeof oauthTokens.$inferInsert,
  "grantId" | "codeId" | "kind" | "hash" | "hint" | "scopes" | "expiresAt"
> & {
  createdAt: Date;
};

export async function insertOauthTokens(tx: Tx, tokens: NewOauthToken[]): Promise<void> {
  await tx.insert(oauthTokens).values(tokens);
}

const columns = {
  tokenId: oauthTokens.id,
  grantId: oauthTokens.grantId,
  codeId: oauthTokens.codeId,
  kind: oauthTokens.kind,
  appId: appGrants.appId,
  userId: appGrants.userId,
  userUid: users.uid,
  accountId: appGrants.accountId,
  scopes: oauthTokens.scopes,
  expiresAt: oauthTokens.expiresAt,
  replacedAt: oauthTokens.replacedAt,
  revokedAt: oauthTokens.revokedAt,
};

/** A token with whose it is; null when there is none. */
export async function findOauthToken(db: Queryable, hash: string) {
  const [token] = await db
    .select(columns)
    .from(oauthTokens)
    .innerJoin(appGrants, eq(appGrants.id, oauthTokens.grantId))
    .innerJoin(users, eq(users.id, appGrants.userId))
    .where(eq(oauthTokens.hash, hash));
  return token ?? null;
}
export type OauthToken = NonNullable<Awaited<ReturnType<typeof findOauthToken>>>;

/** Whether a token is still good, kept so until the transaction ends. */
export async function holdOauthToken(tx: Tx, tokenId: number): Promise<boolean> {
  const good = and(eq(oauthTokens.id, tokenId), isNull(oauthTokens.revokedAt), isNull(oauthTokens.replacedAt));
  const rows = await tx.select({ id: oauthTokens.id }).from(oauthTokens).where(good).for("update");
  return rows.length > 0;
}

/** Marks a refresh token as exchanged for another one. */
export async function replaceOauthToken(tx: Tx, tokenId: number, at: Date): Promise<void> {
  await tx.update(oauthTokens).set({ replacedAt: at }).where(eq(oauthTokens.id, tokenId));
}

/** Lets access tokens born of a code work until a moment and no longer; those that end sooner stay as they are. */
export async function shortenAccessTokens(tx: Tx, codeId: number, until: Date): Promise<void> {
  await tx
    .update(oauthTokens)
    .set({ expiresAt: until })
    .where(
      and(eq(oauthTokens.codeId, codeId), eq(oauthTokens.kind, "access"), isNull(oauthTokens.revokedAt), gt(oauthTokens.expiresAt, until)),
    );
}

/** Ends all tokens born of a code, or one alone, at once; those that ended keep their first time. */
export async function revokeOauthTokens(tx: Tx, which: { codeId: number } | { tokenId: number }, at: Date): Promise<void> {
  const of = "codeId" in which ? eq(oauthTokens.codeId, which.codeId) : eq(oauthTokens.id, which.tokenId);
  await tx
    .update(oauthTokens)
    .set({ revokedAt: sql`coalesce(${oauthTokens.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(of);
}
