import { z } from "zod";
import { type Account, insertAccount } from "#db/queries/accounts.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Actor } from "#server/domain/scope.ts";
import { requireSystem } from "./authorise.ts";
import type { CommandDeps } from "./deps.ts";
import { label, readArgs, timeZone } from "./fields.ts";

export const newAccount = z.strictObject({
  name: label(100),
  /** Used where a trip has no position to take a zone from. */
  timeZone: timeZone.default("UTC"),
  demo: z.boolean().default(false),
});

/** Only the system makes accounts: the command line, setup and seeds. Throws `conflict` when the name is taken. */
export async function createAccount({ db }: CommandDeps, actor: Actor, args: z.input<typeof newAccount>): Promise<Account> {
  requireSystem(actor);
  const account = await insertAccount(db, readArgs(newAccount, args));
  if (!account) throw new AppError("conflict", `An account named "${args.name}" exists already.`);
  return account;
}
