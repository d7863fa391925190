import { type Db, plainClient } from "#db/client.ts";

/** A device token and the device it uploads for. */
export interface UploadCredential {
  tokenId: number;
  accountId: number;
  deviceId: number;
  lastUsedMs: number | null;
  expiresMs: number | null;
  /** The token or its device was revoked. */
  revoked: boolean;
}

/** Looks a device token up by its hash. Takes no scope: this is where an adapter's scope comes from. */
export async function findUploadCredential(db: Db, hash: string): Promise<UploadCredential | null> {
  // Plain and prepared, as every upload begins with it.
  const [row] = await plainClient(db)<UploadCredential[]>`
    select t.id::float8 as "tokenId", t.account_id::float8 as "accountId", d.id::float8 as "deviceId",
      (extract(epoch from t.last_used_at) * 1000)::float8 as "lastUsedMs",
      (extract(epoch from t.expires_at) * 1000)::float8 as "expiresMs",
      t.revoked_at is not null or d.revoked_at is not null as revoked
    from tokens t join devices d on d.id = t.device_id and d.account_id = t.account_id
    where t.hash = ${hash} and t.kind = 'device'`;
  return row ?? null;
}

/** Notes that a token was used, unless that was noted after `staleBefore`: a write for every upload would cost more than it tells. */
export async function touchToken(db: Db, tokenId: number, at: Date, staleBefore: Date): Promise<void> {
  await plainClient(db)`
    update tokens set last_used_at = ${at.toISOString()}::timestamptz
    where id = ${tokenId} and (last_used_at is null or last_used_at < ${staleBefore.toISOString()}::timestamptz)`;
}
