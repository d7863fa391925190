import type { Command } from "commander";
import { listAccounts } from "#db/queries/accounts.ts";
import { createAccount } from "#server/commands/accounts.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { adminActor } from "./find-rows.ts";
import { readText, requireText } from "./read-options.ts";

export function createAccountNoun(context: AdminContext): Command {
  const noun = createNoun("account", "fleets, each with its own people, cars and trips");
  addVerb(noun, context, "create", "create an account", ({ deps }, options) =>
    createAccount(deps, adminActor, { name: requireText(options, "name"), timeZone: readText(options, "timeZone") }),
  )
    .requiredOption("--name <name>", "its name, which no other account has")
    .option("--time-zone <zone>", "IANA zone for trips without a position (default: UTC)");
  addVerb(noun, context, "list", "list the accounts", ({ deps }) => listAccounts(deps.db, adminActor));
  return noun;
}
