import type { Client } from "#db/queries/apps/oauth-clients.ts";
import { findOauthToken, revokeOauthTokens } from "#db/queries/apps/oauth-tokens.ts";
import { hashToken } from "#server/auth/tokens.ts";
import { noteCredentialsChanged } from "#server/commands/accounts/end-access.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

/**
 * Ends a token at the wish of the app that has it: an access token alone, a refresh token with all that came of the same consent.
 * A token that is unknown or another app's is none of its business, and no error (RFC 7009 2.2).
 */
export async function revokeOauthToken({ db, now }: CommandDeps, { client, token }: { client: Client; token: string }): Promise<void> {
  const found = await findOauthToken(db, hashToken(token));
  if (!found || found.appId !== client.appId) return;
  await db.transaction(async (tx) => {
    await revokeOauthTokens(tx, found.kind === "refresh" ? { codeId: found.codeId } : { tokenId: found.tokenId }, now());
    await noteCredentialsChanged(tx, found.accountId, now());
  });
}
