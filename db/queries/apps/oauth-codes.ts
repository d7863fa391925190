/** Authorization codes. Takes no scope: a code is brought by an app, and says for whom. */
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appGrants, oauthCodes } from "#db/schema/apps.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";

export interface NewCode {
  grantId: number;
  hash: string;
  scopes: AppScope[];
  /** As the request named it; null: it named none. */
  redirectUri: string | null;
  /** PKCE, S256; null: none. */
  codeChallenge: string | null;
  consentNonce: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Stores a code; false when its consent form was sent before. */
export async function insertCode(tx: Tx, code: NewCode): Promise<boolean> {
  const target = oauthCodes.consentNonce;
  const rows = await tx.insert(oauthCodes).values(code).onConflictDoNothing({ target }).returning({ id: oauthCodes.id });
  return rows.length > 0;
}

/** A code with whose it is. */
export interface Code extends Omit<NewCode, "hash" | "consentNonce" | "createdAt"> {
  codeId: number;
  appId: number;
  userId: number;
  userUid: string;
  accountId: number;
  usedAt: Date | null;
}

export async function findCode(db: Queryable, hash: string): Promise<Code | null> {
  const [code] = await db
    .select({
      codeId: oauthCodes.id,
      grantId: oauthCodes.grantId,
      appId: appGrants.appId,
      userId: appGrants.userId,
      userUid: users.uid,
      accountId: appGrants.accountId,
      scopes: oauthCodes.scopes,
      redirectUri: oauthCodes.redirectUri,
      codeChallenge: oauthCodes.codeChallenge,
      expiresAt: oauthCodes.expiresAt,
      usedAt: oauthCodes.usedAt,
    })
    .from(oauthCodes)
    .innerJoin(appGrants, eq(appGrants.id, oauthCodes.grantId))
    .innerJoin(users, eq(users.id, appGrants.userId))
    .where(eq(oauthCodes.hash, hash));
  return code ?? null;
}

/** Uses a code up. Of two transactions at once the second waits for the first, and gets false when that one commits. */
export async function claimCode(tx: Tx, codeId: number, at: Date): Promise<boolean> {
  const open = and(eq(oauthCodes.id, codeId), isNull(oauthCodes.usedAt));
  const rows = await tx.update(oauthCodes).set({ usedAt: at }).where(open).returning({ id: oauthCodes.id });
  return rows.length > 0;
}
