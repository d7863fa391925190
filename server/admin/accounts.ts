import type { Command } from "commander";
import { listAccounts } from "#db/queries/accounts.ts";
import { createAccount } from "#server/commands/accounts.ts";
import { changeAccountRegistration } from "#server/commands/registration.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { adminActor, findAccountCalled } from "./find-rows.ts";
import { readChoice, readText, requireText } from "./read-options.ts";

const registrations = ["open", "invited"] as const;

export function createAccountNoun(context: AdminContext): Command {
  const noun = createNoun("account", "fleets, each with its own people, cars and trips");
  addVerb(noun, context, "create", "create an account", ({ deps }, options) =>
    createAccount(deps, adminActor, { name: requireText(options, "name"), timeZone: readText(options, "timeZone") }),
  )
    .requiredOption("--name <name>", "its name, which no other account has")
    .option("--time-zone <zone>", "IANA zone for trips without a position (default: UTC)");
  addVerb(noun, context, "change", "say who may register over an API", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    return changeAccountRegistration(deps, scope, { registration: readChoice(options, "registration", registrations) ?? "invited" });
  })
    .argument("[account]", "the account, by id or name")
    .option("--account <account>", "the same as an option")
    .requiredOption("--registration <who>", "open: whoever uses a program with a key of the account; invited: who has an invitation");
  addVerb(noun, context, "list", "list the accounts", ({ deps }) => listAccounts(deps.db, adminActor));
  return noun;
}
