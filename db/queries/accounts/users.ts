import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { canManage, type Role, type Scope } from "#server/domain/scope.ts";

/** A user as lists show one: never with the password hash. */
const columns = {
  id: users.id,
  uid: users.uid,
  email: users.email,
  name: users.name,
  units: users.units,
  timeZone: users.timeZone,
  disabledAt: users.disabledAt,
  createdAt: users.createdAt,
};
export type User = Pick<typeof users.$inferSelect, keyof typeof columns>;
export type AccountUser = User & { role: Role };

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  timeZone?: string | null;
}

/** Null when the e-mail address is taken. */
export async function insertUser(tx: Db | Tx, user: NewUser): Promise<User | null> {
  const rows = await tx.insert(users).values(user).onConflictDoNothing().returning(columns);
  return rows[0] ?? null;
}

/** Only who manages the account sees the others in it; everyone sees themselves. */
function visibleUsers(scope: Scope): SQL | undefined {
  const self = scope.actor.kind === "user" ? eq(users.id, scope.actor.userId) : sql`false`;
  return and(eq(memberships.accountId, scope.accountId), canManage(scope) ? undefined : self);
}

/** The people of the scope's account with their roles. */
export async function listUsers(db: Db | Tx, scope: Scope): Promise<AccountUser[]> {
  return db
    .select({ ...columns, role: memberships.role })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(visibleUsers(scope))
    .orderBy(asc(users.id));
}

/** A person of the scope's account, locked until the transaction ends; null when there is none of that id. */
export async function lockUser(tx: Tx, scope: Scope, userId: number): Promise<AccountUser | null> {
  const rows = await tx
    .select({ ...columns, role: memberships.role })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(and(visibleUsers(scope), eq(users.id, userId)))
    .for("update");
  return rows[0] ?? null;
}

/** How many accounts a user is a member of. */
export async function countAccountsOf(tx: Db | Tx, userId: number): Promise<number> {
  return tx.$count(memberships, eq(memberships.userId, userId));
}

/** The accounts a user is a member of. */
export async function listAccountIdsOf(tx: Db | Tx, userId: number): Promise<number[]> {
  const rows = await tx.select({ id: memberships.accountId }).from(memberships).where(eq(memberships.userId, userId));
  return rows.map((row) => row.id);
}

/** What a sign-in is checked against, whichever account it will be for. */
export interface Credentials {
  userId: number;
  email: string;
  passwordHash: string;
  sessionVersion: number;
  disabled: boolean;
}

/** Looks a user up to sign in; the address must be in lower case. */
export async function findCredentials(db: Db | Tx, email: string): Promise<Credentials | null> {
  return findCredentialsWhere(db, eq(users.email, email));
}

/** The same by id, for changing one's own password. */
export async function findCredentialsOf(db: Db | Tx, userId: number): Promise<Credentials | null> {
  return findCredentialsWhere(db, eq(users.id, userId));
}

async function findCredentialsWhere(db: Db | Tx, where: SQL): Promise<Credentials | null> {
  const rows = await db
    .select({
      userId: users.id,
      email: users.email,
      passwordHash: users.passwordHash,
      sessionVersion: users.sessionVersion,
      disabled: sql<boolean>`${users.disabledAt} is not null`,
    })
    .from(users)
    .where(where);
  return rows[0] ?? null;
}

/** Keeps a session version as it is until the transaction ends; false when it has changed already or the user is disabled. */
export async function holdSessionVersion(tx: Tx, userId: number, sessionVersion: number): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.sessionVersion, sessionVersion), isNull(users.disabledAt)))
    .for("share");
  return rows.length > 0;
}

/** The id of a user by e-mail address, in whatever account; null when there is none. */
export async function findUserIdByEmail(db: Db | Tx, email: string): Promise<number | null> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return rows[0]?.id ?? null;
}

export async function hasUsers(db: Db | Tx): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}

/** Stores a better hash of the same password: sessions go on. */
export async function updatePasswordHash(tx: Db | Tx, userId: number, passwordHash: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** Ends every session of the user, together with the change that makes it necessary. */
export async function endSessions(
  tx: Db | Tx,
  userId: number,
  change: { passwordHash?: string; disabledAt?: Date | null } = {},
): Promise<void> {
  await tx
    .update(users)
    .set({ ...change, sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(eq(users.id, userId));
}

export interface ProfileChange {
  name?: string | undefined;
  units?: User["units"] | undefined;
  timeZone?: string | null | undefined;
}

/** Changes what is given and returns the user. */
export async function updateUser(tx: Db | Tx, userId: number, change: ProfileChange): Promise<User | null> {
  const rows = await tx.update(users).set(change).where(eq(users.id, userId)).returning(columns);
  return rows[0] ?? null;
}
