import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { accounts } from "#db/schema/accounts.ts";
import { alertRules } from "#db/schema/alerts.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { AlertKind, RuleParams } from "#server/domain/alerts/alert.ts";
import { defaultRules, type RuleSettings } from "#server/domain/alerts/default-rules.ts";
import type { Scope } from "#server/domain/scope.ts";

/** A rule: `kind` says what its `params` are. */
export type AlertRule = { [Kind in AlertKind]: RuleRow & { kind: Kind; params: RuleParams[Kind] } }[AlertKind];

interface RuleRow extends RuleSettings {
  id: number;
  uid: string;
  accountId: number;
  /** Null: every vehicle. */
  vehicleIds: number[] | null;
  createdAt: Date;
}

/** The account's rules, in the order they were made. */
export async function listAlertRules(db: Queryable, scope: Scope): Promise<AlertRule[]> {
  const rows = await db.select().from(alertRules).where(eq(alertRules.accountId, scope.accountId)).orderBy(asc(alertRules.id));
  // The kind of the row says what its params are; commands/alert-rules.ts, the only writer, checks them.
  return rows as AlertRule[];
}

/** A rule of the account, locked until the transaction ends; null for a foreign one too. */
export async function lockAlertRule(tx: Tx, scope: Scope, ruleId: number): Promise<AlertRule | null> {
  const rows = await tx.select().from(alertRules).where(ruleOf(scope, ruleId)).for("update");
  return (rows[0] as AlertRule | undefined) ?? null;
}

const ruleOf = (scope: Scope, ruleId: number) => all(eq(alertRules.accountId, scope.accountId), eq(alertRules.id, ruleId));

export type RuleValues = RuleSettings & { params: RuleParams[AlertKind]; vehicleIds: number[] | null };

export async function insertAlertRule(tx: Queryable, scope: Scope, kind: AlertKind, values: RuleValues): Promise<AlertRule> {
  const [row] = await tx
    .insert(alertRules)
    .values({ ...values, kind, accountId: scope.accountId })
    .returning();
  if (!row) throw new Error("The insert returned no row.");
  return row as AlertRule;
}

export async function updateAlertRule(tx: Queryable, scope: Scope, ruleId: number, change: Partial<RuleValues>): Promise<AlertRule | null> {
  const rows = await tx.update(alertRules).set(change).where(ruleOf(scope, ruleId)).returning();
  return (rows[0] as AlertRule | undefined) ?? null;
}

export async function deleteAlertRule(tx: Queryable, scope: Scope, ruleId: number): Promise<void> {
  await tx.delete(alertRules).where(ruleOf(scope, ruleId));
}

/** How many rules the account has, locked against other changes of their number. */
export async function countAlertRules(tx: Tx, scope: Scope): Promise<number> {
  await lockRulesOf(tx, scope.accountId);
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(alertRules).where(eq(alertRules.accountId, scope.accountId));
  return row?.count ?? 0;
}

const lockRulesOf = (tx: Queryable, accountId: number) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('alert-rules:' || ${accountId}::text, 0))`);

/** Gives an account that has no rule the ones every account begins with; repeats change nothing. */
export async function ensureDefaultRules(tx: Tx, accountId: number): Promise<void> {
  const known = () => tx.select({ id: alertRules.id }).from(alertRules).where(eq(alertRules.accountId, accountId)).limit(1);
  if ((await known()).length > 0) return;
  await lockRulesOf(tx, accountId);
  if ((await known()).length === 0) await tx.insert(alertRules).values(defaultRules.map((rule) => ({ ...rule, accountId })));
}

/** Accounts that were made before there were alerts. */
export async function listAccountsWithoutRules(db: Queryable): Promise<number[]> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(sql`not exists (select from ${alertRules} where ${alertRules.accountId} = ${accounts.id})`);
  return rows.map((row) => row.id);
}

/** Which of these vehicles are not the account's. */
export async function findForeignVehicles(db: Queryable, scope: Scope, vehicleIds: readonly number[]): Promise<number[]> {
  if (vehicleIds.length === 0) return [];
  const rows = await db
    .select({ id: vehicles.id })
    .from(vehicles)
    .where(and(eq(vehicles.accountId, scope.accountId), inArray(vehicles.id, [...vehicleIds])));
  const own = new Set(rows.map((row) => row.id));
  return vehicleIds.filter((id) => !own.has(id));
}

/** The enabled rules of some kinds of all accounts, for what time alone brings. */
export async function listEnabledRules(db: Queryable, kinds: readonly AlertKind[]): Promise<AlertRule[]> {
  const rows = await db
    .select(getTableColumns(alertRules))
    .from(alertRules)
    .where(and(eq(alertRules.enabled, true), inArray(alertRules.kind, [...kinds])))
    .orderBy(asc(alertRules.accountId), asc(alertRules.id));
  return rows as AlertRule[];
}
