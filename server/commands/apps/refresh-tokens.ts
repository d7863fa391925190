import type { Tx } from "#db/client.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { type Client, holdClient } from "#db/queries/apps/oauth-clients.ts";
import { holdGrant } from "#db/queries/apps/oauth-grants.ts";
import { findOauthToken, holdOauthToken, type OauthToken, replaceOauthToken, shortenAccessTokens } from "#db/queries/apps/oauth-tokens.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { type AppScope, impliedScope, readScopes } from "#server/domain/apps/scopes.ts";
import { AppError } from "#server/domain/errors.ts";
import { endFamily } from "./end-grants.ts";
import { type IssuedTokens, invalidRefreshToken, issueTokens } from "./issue-tokens.ts";

export interface TokenRefresh {
  /** The app that asks, after it has said its secret. */
  client: Client;
  refreshToken: string;
  /** Fewer scopes than the token has, separated by spaces; null: all of them. */
  scope: string | null;
}

/** How long access tokens go on working after there is a newer one, so that all parts of an app can be given it. */
const overlapMs = 3_600_000;

/**
 * Gives an app a new access token; those before end within an hour. An app with a secret keeps its refresh token. A public app gets
 * another one, which ends when the first would have; whoever brings a replaced one ends them all. Throws `bad_request`
 * (`err_invalid_refresh_token`), also for a person who may not sign in any more.
 */
export async function refreshTokens(deps: CommandDeps, { client, refreshToken, scope }: TokenRefresh): Promise<IssuedTokens> {
  const { db, now } = deps;
  const found = looksLikeToken("refresh", refreshToken) ? await findOauthToken(db, hashToken(refreshToken)) : null;
  if (found?.kind !== "refresh" || found.appId !== client.appId || found.revokedAt) throw invalidRefreshToken();
  if (found.replacedAt) throw await punishReuse(deps, found);
  if (found.expiresAt <= now()) throw invalidRefreshToken();
  const scopes = narrow(found.scopes, scope);
  const tokens = await db.transaction((tx) => renew(tx, client, found, { scopes, at: now() }));
  if (!tokens) throw client.isPublic ? await punishReuse(deps, found) : invalidRefreshToken();
  const { access, refresh } = tokens;
  return { accessToken: access, refreshToken: client.isPublic ? refresh : refreshToken, scopes, userUid: found.userUid };
}

/** Null: the token ended, or was replaced, while we were about it. */
async function renew(
  tx: Tx,
  client: Client,
  token: OauthToken,
  { scopes, at }: { scopes: AppScope[]; at: Date },
): Promise<{ access: string; refresh: string } | null> {
  const held = await holdClient(tx, client.appId, "share");
  const isGranted = held && (await holdGrant(tx, token.grantId)) && (await findMember(tx, token.userId, token.accountId));
  if (!isGranted) throw invalidRefreshToken();
  if (!(await holdOauthToken(tx, token.tokenId))) return null;
  await shortenAccessTokens(tx, token.codeId, new Date(at.getTime() + overlapMs));
  if (client.isPublic) await replaceOauthToken(tx, token.tokenId, at);
  return issueTokens(tx, token, { at, scopes, refreshUntil: client.isPublic ? token.expiresAt : null });
}

async function punishReuse({ db, now }: CommandDeps, { codeId, accountId, appId, grantId }: OauthToken): Promise<Error> {
  await endFamily(db, { codeId, accountId }, now());
  return invalidRefreshToken(
    new Error(`A replaced refresh token of app ${appId}, grant ${grantId}, came again: all tokens of its family have ended.`),
  );
}

function narrow(held: AppScope[], wanted: string | null): AppScope[] {
  if (wanted === null || wanted.trim() === "") return held;
  const { scopes, unknown } = readScopes(wanted);
  if (unknown.length > 0 || !scopes.every((scope) => scope === impliedScope || held.includes(scope))) {
    throw new AppError("bad_request", "A refreshed token has no more scopes than the one before.", { word: "invalid_scope" });
  }
  return scopes;
}
