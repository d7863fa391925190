import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Db } from "../client.ts";
import { tokens } from "../schema/people.ts";
import { devices } from "../schema/vehicles.ts";

/** A device token and the device it uploads for. */
export interface UploadCredential {
  tokenId: number;
  accountId: number;
  deviceId: number;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  /** The token or its device was revoked. */
  revoked: boolean;
}

/** Looks a device token up by its hash. Takes no scope: this is where an adapter's scope comes from. */
export async function findUploadCredential(db: Db, hash: string): Promise<UploadCredential | null> {
  const [row] = await db
    .select({
      tokenId: tokens.id,
      accountId: tokens.accountId,
      deviceId: devices.id,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
      tokenRevokedAt: tokens.revokedAt,
      deviceRevokedAt: devices.revokedAt,
    })
    .from(tokens)
    .innerJoin(devices, and(eq(devices.id, tokens.deviceId), eq(devices.accountId, tokens.accountId)))
    .where(and(eq(tokens.hash, hash), eq(tokens.kind, "device")));
  if (!row) return null;
  const { tokenRevokedAt, deviceRevokedAt, ...credential } = row;
  return { ...credential, revoked: tokenRevokedAt !== null || deviceRevokedAt !== null };
}

/** Notes that a token was used, unless that was noted after `staleBefore`: a write for every upload would cost more than it tells. */
export async function touchToken(db: Db, tokenId: number, at: Date, staleBefore: Date): Promise<void> {
  await db
    .update(tokens)
    .set({ lastUsedAt: at })
    .where(and(eq(tokens.id, tokenId), or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, staleBefore))));
}
