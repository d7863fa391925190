import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { ensureDefaultRules } from "#db/queries/alerts/rules.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { accounts, memberships } from "#db/schema/accounts.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Actor, Scope } from "#server/domain/scope.ts";
import { type CarbonFactors, defaultCarbonFactors } from "#server/domain/vehicles/carbon.ts";
import type { FuelPrices } from "#server/domain/vehicles/fuel-cost.ts";

export type Account = typeof accounts.$inferSelect;

export interface NewAccount {
  name: string;
  timeZone: string;
  demo: boolean;
}

/** Makes an account with the alert rules every account begins with. Null when the name is taken. */
export async function insertAccount(db: Db | Tx, account: NewAccount): Promise<Account | null> {
  return db.transaction(async (tx) => {
    const rows = await tx.insert(accounts).values(account).onConflictDoNothing().returning();
    if (rows[0]) await ensureDefaultRules(tx, rows[0].id);
    return rows[0] ?? null;
  });
}

/** The system sees every account, a person those they are a member of, adapters and programs none. */
export async function listAccounts(db: Db | Tx, actor: Actor): Promise<Account[]> {
  if (actor.kind === "device" || actor.kind === "key") return [];
  const own = actor.kind === "user" ? inArray(accounts.id, accountIdsOf(db, actor.userId)) : undefined;
  return db.select().from(accounts).where(own).orderBy(asc(accounts.id));
}

function accountIdsOf(db: Db | Tx, userId: number) {
  return db.select({ id: memberships.accountId }).from(memberships).where(eq(memberships.userId, userId));
}

/** The scope's own account; null when it has been deleted. */
export async function findAccount(db: Db | Tx, scope: Scope): Promise<Account | null> {
  const rows = await db.select().from(accounts).where(eq(accounts.id, scope.accountId));
  return rows[0] ?? null;
}

/** The scope's own account, locked until the transaction ends; null when it has been deleted. */
export async function lockAccount(tx: Tx, scope: Scope): Promise<Account | null> {
  const rows = await tx.select().from(accounts).where(eq(accounts.id, scope.accountId)).for("update");
  return rows[0] ?? null;
}

/** What a litre and a kWh count for in the account: its own factors where it set them, else ours. */
export async function getCarbonFactors(db: Db | Tx, scope: Scope): Promise<CarbonFactors> {
  const account = await findAccount(db, scope);
  return {
    kgPerLGasoline: account?.co2KgPerLGasoline ?? defaultCarbonFactors.kgPerLGasoline,
    kgPerLDiesel: account?.co2KgPerLDiesel ?? defaultCarbonFactors.kgPerLDiesel,
    kgPerKwh: account?.co2KgPerKwh ?? defaultCarbonFactors.kgPerKwh,
  };
}

/** What the account pays for fuel and electricity. */
export async function getFuelPrices(db: Queryable, scope: Scope): Promise<FuelPrices> {
  const [prices] = await db.select(fuelPriceColumns).from(accounts).where(eq(accounts.id, scope.accountId));
  if (!prices) throw notFound("account");
  return prices;
}

const fuelPriceColumns = {
  currency: accounts.currency,
  pricePerLGasoline: accounts.pricePerLGasoline,
  pricePerLDiesel: accounts.pricePerLDiesel,
  pricePerKwh: accounts.pricePerKwh,
  usdPerCurrency: accounts.usdPerCurrency,
};

type Changeable = "name" | "timeZone" | "co2KgPerLGasoline" | "co2KgPerLDiesel" | "co2KgPerKwh" | keyof typeof fuelPriceColumns;

export type AccountChange = { [Column in Changeable]?: Account[Column] | undefined };

/**
 * Changes what is given of the scope's account; the rate to the dollar does not outlive the currency. Null when another one has the
 * name, or the account has been deleted.
 */
export async function updateAccount(tx: Db | Tx, scope: Scope, change: AccountChange): Promise<Account | null> {
  const isFree = sql`not exists (select from accounts o where o.name = ${change.name ?? null} and o.id <> ${scope.accountId})`;
  const rows = await tx
    .update(accounts)
    .set({ ...change, ...(change.usdPerCurrency === undefined && change.currency && { usdPerCurrency: rateIn(change.currency) }) })
    .where(and(eq(accounts.id, scope.accountId), isFree))
    .returning();
  return rows[0] ?? null;
}

/** The rate as it is while the currency stays the same, else none. */
function rateIn(currency: string): SQL {
  return sql`case when ${accounts.currency} = ${currency} then ${accounts.usdPerCurrency} end`;
}

/** Says who may register. Null when the account has been deleted. */
export async function updateRegistration(tx: Db | Tx, scope: Scope, registration: Account["registration"]): Promise<Account | null> {
  const rows = await tx.update(accounts).set({ registration }).where(eq(accounts.id, scope.accountId)).returning();
  return rows[0] ?? null;
}
