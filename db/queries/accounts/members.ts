import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { drivers, memberships, users } from "#db/schema/accounts.ts";
import type { Role } from "#server/domain/scope.ts";

/** A person in an account: what a session and a scope are made from. */
export interface Member {
  userId: number;
  accountId: number;
  role: Role;
  name: string;
  email: string;
  units: "metric" | "imperial";
  /** IANA name; null: the browser's own zone. */
  timeZone: string | null;
  sessionVersion: number;
  /** The drivers of this account that this user is. */
  driverIds: number[];
}

/** The member, or null when the user is unknown, disabled or not in the account. Without an account: the first one joined. */
export async function findMember(db: Db | Tx, userId: number, accountId?: number): Promise<Member | null> {
  const rows = await db
    .select({
      userId: users.id,
      accountId: memberships.accountId,
      role: memberships.role,
      name: users.name,
      email: users.email,
      units: users.units,
      timeZone: users.timeZone,
      sessionVersion: users.sessionVersion,
      driverIds: sql<number[]>`array(
        select ${drivers.id} from ${drivers}
        where ${drivers.userId} = ${users.id} and ${drivers.accountId} = ${memberships.accountId}
        order by 1)`.mapWith((ids: unknown) => (Array.isArray(ids) ? ids.map(Number) : [])),
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(and(eq(users.id, userId), isNull(users.disabledAt), accountId === undefined ? undefined : eq(memberships.accountId, accountId)))
    .orderBy(asc(memberships.createdAt), asc(memberships.accountId))
    .limit(1);
  return rows[0] ?? null;
}
