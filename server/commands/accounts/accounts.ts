import { z } from "zod";
import { type Account, insertAccount, lockAccount, updateAccount } from "#db/queries/accounts/accounts.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { requireGrant, requireSystem } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, timeZone } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { isCurrency } from "#server/domain/accounts/currencies.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Actor, Scope } from "#server/domain/scope.ts";

export const newAccount = z.strictObject({
  name: label(100),
  /** Used where a trip has no position to take a zone from. */
  timeZone: timeZone.default("UTC"),
  demo: z.boolean().default(false),
});

/** Only the system makes accounts: the command line, setup and seeds. Throws `conflict` when the name is taken. */
export async function createAccount({ db, now }: CommandDeps, actor: Actor, args: z.input<typeof newAccount>): Promise<Account> {
  requireSystem(actor);
  const given = readArgs(newAccount, args);
  return db.transaction(async (tx) => {
    const account = await insertAccount(tx, given);
    if (!account) throw new AppError("conflict", `An account named "${args.name}" exists already.`);
    const { id, name } = account;
    const after = pickValues(account, ["name", "timeZone", "demo"]);
    await appendAudit(tx, { actor, accountId: id }, { at: now(), action: "account.created", subject: { id, name }, after });
    return account;
  });
}

const currency = z.string().trim().toUpperCase().refine(isCurrency, "is not a currency of ISO 4217, such as EUR");

/** Ten is more than any fuel or power station makes, kg. */
const carbonFactor = z.number().min(0).max(10).nullable();

/** In units of the currency; the least valuable ones need many. */
const price = z.number().min(0).max(10_000_000).nullable();

const accountChange = z.strictObject({
  name: label(100).optional(),
  timeZone: timeZone.optional(),
  currency: currency.optional(),
  /** Null: the defaults of domain/vehicle/carbon.ts. */
  co2KgPerLGasoline: carbonFactor.optional(),
  co2KgPerLDiesel: carbonFactor.optional(),
  co2KgPerKwh: carbonFactor.optional(),
  /** Null: not known, and what was burnt of it has no cost. */
  pricePerLGasoline: price.optional(),
  pricePerLDiesel: price.optional(),
  pricePerKwh: price.optional(),
  /** US dollars for one unit of the currency; no currency is worth more than a few. */
  usdPerCurrency: z.number().min(1e-9).max(1000).nullable().optional(),
});

/**
 * Changes the account's own settings, for owners and managers, not for programs. A new currency ends the rate to the dollar unless one
 * comes with it; prices stay, for they are numbers to look through anyway. Throws `conflict` when the name is taken.
 */
export async function changeAccount({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof accountChange>): Promise<Account> {
  requireGrant(scope, "driver");
  const change = readArgs(accountChange, args);
  if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
  return db.transaction(async (tx) => {
    const before = await lockAccount(tx, scope);
    if (!before) throw notFound("account");
    const account = await updateAccount(tx, scope, change);
    if (!account) throw new AppError("conflict", `An account named "${change.name}" exists already.`);
    const changes = changesBetween(before, account, [...Object.keys(change), "usdPerCurrency"]);
    await appendAudit(tx, scope, { at: now(), action: "account.changed", subject: account, ...changes });
    return account;
  });
}
