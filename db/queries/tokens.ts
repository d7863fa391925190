import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import type { Scope } from "#server/domain/scope.ts";
import { canManage } from "#server/domain/scope.ts";
import type { Db, Tx } from "../client.ts";
import { tokens } from "../schema/people.ts";
import { devices } from "../schema/vehicles.ts";

/** A token as lists show it: the secret cannot be shown again. */
const columns = {
  id: tokens.id,
  uid: tokens.uid,
  kind: tokens.kind,
  deviceId: tokens.deviceId,
  name: tokens.name,
  hint: tokens.hint,
  createdAt: tokens.createdAt,
  lastUsedAt: tokens.lastUsedAt,
  expiresAt: tokens.expiresAt,
  revokedAt: tokens.revokedAt,
};
export type Token = Pick<typeof tokens.$inferSelect, keyof typeof columns>;
export type ListedToken = Token & { serial: string | null };

export interface NewDeviceToken {
  deviceId: number;
  name: string;
  hash: string;
  hint: string;
  /** Absent: until it is revoked. */
  expiresAt?: Date;
}

export async function insertDeviceToken(tx: Db | Tx, scope: Scope, token: NewDeviceToken): Promise<Token> {
  const rows = await tx
    .insert(tokens)
    .values({ ...token, kind: "device", accountId: scope.accountId })
    .returning(columns);
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no token.");
  return inserted;
}

/** The account's tokens, for those who manage it; nobody else sees any. */
export async function listTokens(db: Db | Tx, scope: Scope): Promise<ListedToken[]> {
  return db
    .select({ ...columns, serial: devices.serial })
    .from(tokens)
    .leftJoin(devices, eq(devices.id, tokens.deviceId))
    .where(and(eq(tokens.accountId, scope.accountId), canManage(scope) ? undefined : sql`false`))
    .orderBy(asc(tokens.id));
}

/** Ends a token at once; a revoked one keeps its first time. Null when the account has no such token. */
export async function revokeTokenRow(tx: Db | Tx, scope: Scope, tokenId: number, at: Date): Promise<Token | null> {
  const rows = await tx
    .update(tokens)
    .set({ revokedAt: sql`coalesce(${tokens.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(tokens.accountId, scope.accountId), eq(tokens.id, tokenId)))
    .returning(columns);
  return rows[0] ?? null;
}

/** Lets a device's present tokens work until a moment and no longer; those that end sooner stay as they are. */
export async function expireDeviceTokens(tx: Db | Tx, scope: Scope, deviceId: number, at: Date): Promise<void> {
  await tx
    .update(tokens)
    .set({ expiresAt: at })
    .where(
      and(
        eq(tokens.accountId, scope.accountId),
        eq(tokens.deviceId, deviceId),
        isNull(tokens.revokedAt),
        or(isNull(tokens.expiresAt), sql`${tokens.expiresAt} > ${at.toISOString()}::timestamptz`),
      ),
    );
}
