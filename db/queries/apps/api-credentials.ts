import { type Db, plainClient } from "#db/client.ts";

/** An API key or a login token as it is stored. */
export interface ApiCredential {
  tokenId: number;
  accountId: number;
  /** Null: a key of the account, not of a person. */
  userId: number | null;
  /** Who made a key; null: the command line, or nobody knows. */
  createdBy: number | null;
  family: string | null;
  /** Null for login tokens, which may do what their person may. */
  access: "read" | "write" | null;
  createdMs: number;
  lastUsedMs: number | null;
  expiresMs: number | null;
  revoked: boolean;
}

/** Looks a key or login token up by its hash. Takes no scope: this is where the scope of an API's caller comes from. */
export async function findApiCredential(db: Db, kind: "api_key" | "login", hash: string): Promise<ApiCredential | null> {
  // Plain and prepared, as requests of an API begin with it.
  const [row] = await plainClient(db)<ApiCredential[]>`
    select id::float8 as "tokenId", account_id::float8 as "accountId", user_id::float8 as "userId", created_by::float8 as "createdBy", family, access,
      (extract(epoch from created_at) * 1000)::float8 as "createdMs",
      (extract(epoch from last_used_at) * 1000)::float8 as "lastUsedMs",
      (extract(epoch from expires_at) * 1000)::float8 as "expiresMs",
      revoked_at is not null as revoked
    from tokens where hash = ${hash} and kind = ${kind}`;
  return row ?? null;
}
