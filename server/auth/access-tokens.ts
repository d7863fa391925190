import type { Db } from "#db/client.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { type AccessToken, findAccessToken, touchAccessToken } from "#db/queries/apps/access-tokens.ts";
import { AppError } from "#server/domain/errors.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import type { EventBus } from "#server/events/bus.ts";
import { CredentialCache } from "./credential-cache.ts";
import { grantScope } from "./scope.ts";
import { hashToken, looksLikeToken } from "./tokens.ts";

/** How exact "last used" is, ms. */
const touchEveryMs = 60_000;

export interface AccessTokenDeps {
  db: Db;
  now: () => Date;
  /** Tells when credentials change; without it each one is looked up for every request. */
  bus?: EventBus | undefined;
}

interface GoodToken extends AccessToken {
  scope: GrantScope;
}

const refused = (message: string) => new AppError("unauthorized", message);
const ended = "This access token has expired or was revoked.";

/**
 * Reads access tokens of apps. The result throws `unauthorized` for one that is unknown, expired or revoked, and for one whose
 * person is disabled or no longer of the account.
 */
export function createAccessTokenReader({ db, now, bus }: AccessTokenDeps): (secret: string) => Promise<GrantScope> {
  const cache = new CredentialCache<GoodToken>({ bus });

  async function load(hash: string): Promise<GoodToken> {
    const token = await findAccessToken(db, hash);
    if (!token) throw refused("This access token is unknown.");
    const at = now();
    const live = !token.revoked && token.expiresMs > at.getTime();
    const member = live ? await findMember(db, token.userId, token.accountId) : null;
    if (!member) throw refused(ended);
    const staleBefore = new Date(at.getTime() - touchEveryMs);
    if ((token.lastUsedMs ?? 0) < staleBefore.getTime()) await touchAccessToken(db, token.tokenId, at, staleBefore);
    const { grantId, appId, clientId, userId, userUid, scopes } = token;
    return { ...token, scope: grantScope(member, { grantId, appId, clientId, userId, userUid, scopes: new Set(scopes) }) };
  }

  return async (secret) => {
    if (!looksLikeToken("access", secret)) throw refused("This access token is unknown.");
    const hash = hashToken(secret);
    const { expiresMs, scope } = await cache.get(hash, () => load(hash));
    if (expiresMs <= now().getTime()) throw refused(ended);
    return scope;
  };
}
