import type { Db, Tx } from "#db/client.ts";
import { endGrantRows, lockGrantsOf } from "#db/queries/apps/oauth-grants.ts";
import { revokeOauthTokens } from "#db/queries/apps/oauth-tokens.ts";
import { noteCredentialsChanged } from "#server/commands/accounts/end-access.ts";
import type { Scope } from "#server/domain/scope.ts";

/**
 * Takes back what a person let apps do in the scope's account, or one app: tokens end, open streams hear of it, what waits to be
 * told is dropped. False when there is nothing to take back.
 */
export async function endGrants(tx: Tx, scope: Scope, which: { userId: number; grantId?: number }, at: Date): Promise<boolean> {
  const grantIds = await lockGrantsOf(tx, scope, which);
  if (grantIds.length === 0) return false;
  await endGrantRows(tx, scope, grantIds, at);
  await noteCredentialsChanged(tx, scope.accountId, at);
  return true;
}

/** Ends all tokens born of one code: somebody else has the code, or a refresh token that came of it. */
export async function endFamily(db: Db, family: { codeId: number; accountId: number }, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await revokeOauthTokens(tx, { codeId: family.codeId }, at);
    await noteCredentialsChanged(tx, family.accountId, at);
  });
}
