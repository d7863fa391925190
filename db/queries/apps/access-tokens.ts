import { type Db, plainClient } from "#db/client.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";

/** An access token of an app as it is stored, with whose it is. */
export interface AccessToken {
  tokenId: number;
  grantId: number;
  appId: number;
  clientId: string;
  userId: number;
  userUid: string;
  accountId: number;
  scopes: AppScope[];
  lastUsedMs: number | null;
  expiresMs: number;
  /** The token or all that the person has let the app do. */
  revoked: boolean;
}

/** Looks an access token up by its hash. Takes no scope: this is where the scope of an app's request comes from. */
export async function findAccessToken(db: Db, hash: string): Promise<AccessToken | null> {
  // Plain and prepared, as requests of an API begin with it.
  const [row] = await plainClient(db)<AccessToken[]>`
    select t.id::float8 as "tokenId", g.id::float8 as "grantId", a.id::float8 as "appId", a.client_id as "clientId",
      u.id::float8 as "userId", u.uid as "userUid", g.account_id::float8 as "accountId", t.scopes,
      (extract(epoch from t.last_used_at) * 1000)::float8 as "lastUsedMs", (extract(epoch from t.expires_at) * 1000)::float8 as "expiresMs",
      (t.revoked_at is not null or g.revoked_at is not null) as revoked
    from oauth_tokens t join app_grants g on g.id = t.grant_id join apps a on a.id = g.app_id join users u on u.id = g.user_id
    where t.hash = ${hash} and t.kind = 'access'`;
  return row ?? null;
}

/** Notes that a token was used, unless that is known well enough. */
export async function touchAccessToken(db: Db, tokenId: number, at: Date, staleBefore: Date): Promise<void> {
  await plainClient(db)`
    update oauth_tokens set last_used_at = ${at.toISOString()}::timestamptz
    where id = ${tokenId} and (last_used_at is null or last_used_at < ${staleBefore.toISOString()}::timestamptz)`;
}
