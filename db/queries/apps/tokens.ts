import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { users } from "#db/schema/accounts.ts";
import { tokens } from "#db/schema/apps.ts";
import { devices } from "#db/schema/vehicles.ts";
import type { KeyFamily } from "#server/domain/apps/api-families.ts";
import type { Scope } from "#server/domain/scope.ts";
import { canManage } from "#server/domain/scope.ts";

/** A token as lists show it: the secret cannot be shown again. */
const columns = {
  id: tokens.id,
  uid: tokens.uid,
  kind: tokens.kind,
  deviceId: tokens.deviceId,
  userId: tokens.userId,
  createdBy: tokens.createdBy,
  family: tokens.family,
  access: tokens.access,
  name: tokens.name,
  hint: tokens.hint,
  createdAt: tokens.createdAt,
  lastUsedAt: tokens.lastUsedAt,
  expiresAt: tokens.expiresAt,
  revokedAt: tokens.revokedAt,
};
export type Token = Pick<typeof tokens.$inferSelect, keyof typeof columns>;
/** With the serial of its device or the e-mail address of its person, if it has one. */
export type ListedToken = Token & { serial: string | null; email: string | null };

export interface NewDeviceToken {
  deviceId: number;
  name: string;
  hash: string;
  hint: string;
  /** Absent: until it is revoked. */
  expiresAt?: Date;
}

export function insertDeviceToken(tx: Db | Tx, scope: Scope, token: NewDeviceToken): Promise<Token> {
  return insertToken(tx, scope, { ...token, kind: "device" });
}

export interface NewApiKey {
  family: KeyFamily;
  access: "read" | "write";
  /** Null: a key of the account, not of a person. */
  userId: number | null;
  /** Who makes it; null: the command line. */
  createdBy: number | null;
  name: string;
  hash: string;
  hint: string;
  /** Null: until it is revoked. */
  expiresAt: Date | null;
}

export function insertApiKey(tx: Db | Tx, scope: Scope, key: NewApiKey): Promise<Token> {
  return insertToken(tx, scope, { ...key, kind: "api_key" });
}

export interface NewLoginToken {
  userId: number;
  family: KeyFamily;
  name: string;
  hash: string;
  hint: string;
  /** The clock that idle logins are measured by. */
  createdAt: Date;
}

export function insertLoginToken(tx: Db | Tx, scope: Scope, login: NewLoginToken): Promise<Token> {
  return insertToken(tx, scope, { ...login, kind: "login" });
}

async function insertToken(tx: Db | Tx, scope: Scope, token: Omit<typeof tokens.$inferInsert, "accountId">): Promise<Token> {
  const rows = await tx
    .insert(tokens)
    .values({ ...token, accountId: scope.accountId })
    .returning(columns);
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no token.");
  return inserted;
}

/** The account's tokens, for those who manage it; nobody else sees any. */
export async function listTokens(db: Db | Tx, scope: Scope): Promise<ListedToken[]> {
  return db
    .select({ ...columns, serial: devices.serial, email: users.email })
    .from(tokens)
    .leftJoin(devices, eq(devices.id, tokens.deviceId))
    .leftJoin(users, eq(users.id, tokens.userId))
    .where(and(eq(tokens.accountId, scope.accountId), canManage(scope) ? undefined : sql`false`))
    .orderBy(asc(tokens.id));
}

/** The API keys that still work, newest first, for those who manage the account. */
export async function listApiKeys(db: Db | Tx, scope: Scope): Promise<ListedToken[]> {
  const ofAccount = and(eq(tokens.accountId, scope.accountId), canManage(scope) ? undefined : sql`false`);
  return db
    .select({ ...columns, serial: sql<null>`null`, email: users.email })
    .from(tokens)
    .leftJoin(users, eq(users.id, tokens.userId))
    .where(and(ofAccount, eq(tokens.kind, "api_key"), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.id));
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

/** Ends a login by the hash of its token; whose it was, or null when the account has no such login, or it was ended before. */
export async function revokeLogin(tx: Db | Tx, scope: Scope, hash: string, at: Date): Promise<number | null> {
  const rows = await tx
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.accountId, scope.accountId), eq(tokens.kind, "login"), eq(tokens.hash, hash), isNull(tokens.revokedAt)))
    .returning({ userId: tokens.userId });
  return rows[0]?.userId ?? null;
}

/** Ends what a person is signed in by over APIs, in every account. */
export async function revokeLoginsOf(tx: Db | Tx, userId: number, at: Date): Promise<void> {
  await tx
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.userId, userId), eq(tokens.kind, "login"), isNull(tokens.revokedAt)));
}

export interface ExpiringKey {
  id: number;
  name: string;
  createdBy: number | null;
  createdAt: Date;
  expiresAt: Date;
}

/** The API keys of the account that work now and expire until a moment. */
export async function listExpiringKeys(db: Db, scope: Scope, { now, until }: { now: Date; until: Date }): Promise<ExpiringKey[]> {
  const { id, name, createdBy, createdAt } = columns;
  const ofAccount = and(eq(tokens.accountId, scope.accountId), eq(tokens.kind, "api_key"), isNull(tokens.revokedAt));
  return db
    .select({ id, name, createdBy, createdAt, expiresAt: sql<Date>`${tokens.expiresAt}`.mapWith(tokens.expiresAt) })
    .from(tokens)
    .where(and(ofAccount, gt(tokens.expiresAt, now), lte(tokens.expiresAt, until)))
    .orderBy(asc(tokens.id));
}

/** The keys for the whole fleet that may write and that a person made or took over, as far as they still work. */
function writingKeysOf(scope: Scope, userId: number, at: Date) {
  return and(
    eq(tokens.accountId, scope.accountId),
    eq(tokens.kind, "api_key"),
    eq(tokens.access, "write"),
    isNull(tokens.userId),
    eq(tokens.createdBy, userId),
    isNull(tokens.revokedAt),
    or(isNull(tokens.expiresAt), sql`${tokens.expiresAt} > ${at.toISOString()}::timestamptz`),
  );
}

/** The keys that end when this person leaves, unless somebody takes them over; for those who manage the account. */
export async function listWritingKeys(db: Db | Tx, scope: Scope, userId: number, at: Date): Promise<Token[]> {
  if (!canManage(scope)) return [];
  return db
    .select(columns)
    .from(tokens)
    .where(writingKeysOf(scope, userId, at))
    .orderBy(asc(tokens.id));
}

/** Ends these keys of a person, or gives them to somebody else; answers with them. */
export async function updateWritingKeys(
  tx: Tx,
  scope: Scope,
  userId: number,
  { at, handTo }: { at: Date; handTo: number | null },
): Promise<Token[]> {
  return tx
    .update(tokens)
    .set(handTo === null ? { revokedAt: at } : { createdBy: handTo })
    .where(writingKeysOf(scope, userId, at))
    .returning(columns);
}

/** Ends every token of a person in the scope's account: keys, logins, feeds. */
export async function revokeTokensOfMember(tx: Db | Tx, scope: Scope, userId: number, at: Date): Promise<void> {
  await tx
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.accountId, scope.accountId), eq(tokens.userId, userId), isNull(tokens.revokedAt)));
}

/** Deletes a person's logins in the account that ended, that were idle since `idleBefore`, and all but the newest `keep`. */
export async function deleteOldLogins(tx: Tx, scope: Scope, userId: number, idleBefore: Date, keep: number): Promise<void> {
  const logins = and(eq(tokens.accountId, scope.accountId), eq(tokens.userId, userId), eq(tokens.kind, "login"));
  const dead = or(
    sql`${tokens.revokedAt} is not null`,
    sql`coalesce(${tokens.lastUsedAt}, ${tokens.createdAt}) < ${idleBefore.toISOString()}::timestamptz`,
  );
  const beyond = tx.select({ id: tokens.id }).from(tokens).where(logins).orderBy(desc(tokens.id)).offset(keep);
  await tx.delete(tokens).where(and(logins, or(dead, inArray(tokens.id, beyond))));
}
