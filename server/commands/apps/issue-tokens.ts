import type { Tx } from "#db/client.ts";
import { insertOauthTokens } from "#db/queries/apps/oauth-tokens.ts";
import { mintToken } from "#server/auth/tokens.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { AppError } from "#server/domain/errors.ts";

/** How long an access token is good, as the documents show it: a year but a second. */
export const accessLifetimeS = 31_535_999;
/** How long after the person agreed an app can get new access tokens. Then it asks the person again. */
export const refreshLifetimeS = 2 * 365 * 86_400;

/** What an app gets for a code or a refresh token. */
export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  scopes: AppScope[];
  /** `uid` of the person. */
  userUid: string;
}

interface Wanted {
  at: Date;
  /** Of the access token: those of the owner, or fewer. */
  scopes: AppScope[];
  /** When a new refresh token shall end; null: none is needed. */
  refreshUntil: Date | null;
}

/** Stores a new access token, and a refresh token where one is wanted, born of a code; the secrets. */
export async function issueTokens(
  tx: Tx,
  owner: { grantId: number; codeId: number; scopes: AppScope[] },
  { at, scopes, refreshUntil }: Wanted,
): Promise<{ access: string; refresh: string }> {
  const { grantId, codeId } = owner;
  const { token: access, ...accessRow } = mintToken("access");
  const { token: refresh, ...refreshRow } = mintToken("refresh");
  const common = { grantId, codeId, createdAt: at };
  const accessUntil = new Date(at.getTime() + accessLifetimeS * 1000);
  await insertOauthTokens(tx, [
    { ...common, ...accessRow, kind: "access", scopes, expiresAt: accessUntil },
    ...(refreshUntil ? [{ ...common, ...refreshRow, kind: "refresh" as const, scopes: owner.scopes, expiresAt: refreshUntil }] : []),
  ]);
  return { access, refresh };
}

/** `cause`: what the log is told of it, where somebody may be up to no good. */
export function invalidGrant(message: string, cause?: Error): AppError {
  return new AppError("bad_request", message, { word: "err_invalid_grant", cause });
}

/** The same for refresh tokens. */
export function invalidRefreshToken(cause?: Error): AppError {
  return new AppError("bad_request", "This refresh token is unknown, or has expired or ended.", {
    word: "err_invalid_refresh_token",
    cause,
  });
}
