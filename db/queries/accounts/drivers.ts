import { and, asc, eq, getTableColumns } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { visibleDrivers } from "#db/queries/visibility.ts";
import { drivers, users } from "#db/schema/accounts.ts";
import type { EmergencyContact } from "#server/domain/accounts/people.ts";
import type { Scope } from "#server/domain/scope.ts";

export type Driver = typeof drivers.$inferSelect;
/** A driver with the e-mail address of the user they sign in as, if any. */
export type ListedDriver = Driver & { email: string | null };

/** What may be known of the person; absent and undefined stay as they are. */
interface PersonDetails {
  gender?: Driver["gender"] | undefined;
  /** `1996-03-28`. */
  bornOn?: string | null | undefined;
  phone?: string | null | undefined;
}

export interface NewDriver extends PersonDetails {
  name: string;
  userId: number | null;
}

/** Null when the user is another driver of the account already. */
export async function insertDriver(tx: Db | Tx, scope: Scope, driver: NewDriver): Promise<Driver | null> {
  const rows = await tx
    .insert(drivers)
    .values({ ...driver, accountId: scope.accountId })
    .onConflictDoNothing()
    .returning();
  return rows[0] ?? null;
}

/** The drivers a scope may see. */
export async function listDrivers(db: Db | Tx, scope: Scope): Promise<ListedDriver[]> {
  return db
    .select({ ...getTableColumns(drivers), email: users.email })
    .from(drivers)
    .leftJoin(users, eq(users.id, drivers.userId))
    .where(visibleDrivers(scope))
    .orderBy(asc(drivers.id));
}

function driverOf(scope: Scope, driverId: number) {
  return and(eq(drivers.accountId, scope.accountId), eq(drivers.id, driverId));
}

/** A driver of the account, for commands that manage it; null for a foreign one too. */
export async function findDriver(db: Db | Tx, scope: Scope, driverId: number): Promise<Driver | null> {
  const rows = await db.select().from(drivers).where(driverOf(scope, driverId));
  return rows[0] ?? null;
}

/** The driver that a user is in this account. */
export async function findDriverOfUser(db: Db | Tx, scope: Scope, userId: number): Promise<Driver | null> {
  const rows = await db
    .select()
    .from(drivers)
    .where(and(eq(drivers.accountId, scope.accountId), eq(drivers.userId, userId)));
  return rows[0] ?? null;
}

export interface DriverChange extends PersonDetails {
  name?: string | undefined;
  userId?: number | null | undefined;
  emergencyContacts?: EmergencyContact[] | undefined;
}

/** Changes what is given; null when the account has no such driver. */
export async function updateDriver(tx: Db | Tx, scope: Scope, driverId: number, change: DriverChange): Promise<Driver | null> {
  const rows = await tx.update(drivers).set(change).where(driverOf(scope, driverId)).returning();
  return rows[0] ?? null;
}
