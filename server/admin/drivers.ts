import type { Command } from "commander";
import { listDrivers } from "#db/queries/accounts/drivers.ts";
import { changeDriver, createDriver } from "#server/commands/accounts/drivers.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { findAccountCalled, findDriverCalled, findUserCalled, listFound } from "./find-rows.ts";
import { readChoice, readText, requireText } from "./read-options.ts";

const genders = ["F", "M", "O"] as const;

const accountHelp = "the account, by id or name";
const userHelp = "the user they sign in as, by e-mail address or id";

/** What is known of the person; what is not given stays out. */
function readDetails(options: Parameters<Run>[1]) {
  const details = {
    gender: readChoice(options, "gender", genders),
    bornOn: readText(options, "bornOn"),
    phone: readText(options, "phone"),
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

function withDetailOptions(command: Command): Command {
  return command
    .option("--gender <gender>", `one of ${listChoices(genders)}`)
    .option("--born-on <day>", "day of birth, 1996-03-28")
    .option("--phone <phone>", "where they can be called");
}

export function createDriverNoun(context: AdminContext): Command {
  const noun = createNoun("driver", "people who drive, whether they sign in or not");
  const create = addVerb(noun, context, "create", "create a driver", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const user = readText(options, "user");
    const userId = user === undefined ? null : (await findUserCalled(deps, user, String(scope.accountId))).row.id;
    return createDriver(deps, scope, { name: requireText(options, "name"), userId, ...readDetails(options) });
  })
    .requiredOption("--account <account>", accountHelp)
    .requiredOption("--name <name>", "what they are called")
    .option("--user <user>", userHelp);
  withDetailOptions(create);
  addVerb(noun, context, "list", "list the drivers of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listDrivers(deps.db, scope));
    return found.map(({ row }) => row);
  }).option("--account <account>", accountHelp);
  const update = addVerb(
    noun,
    context,
    "update",
    "rename a driver, link them to a user, or say more of them",
    async ({ deps }, options) => {
      const { scope, row } = await findDriverCalled(deps, requireText(options, "driver"), readText(options, "account"));
      const user = readText(options, "user");
      const name = readText(options, "name");
      const link = user === undefined ? {} : { userId: (await findUserCalled(deps, user, String(scope.accountId))).row.id };
      return changeDriver(deps, scope, { driverId: row.id, ...(name !== undefined && { name }), ...link, ...readDetails(options) });
    },
  )
    .requiredOption("--driver <driver>", "the driver, by id or name")
    .option("--account <account>", accountHelp)
    .option("--name <name>", "what they are called")
    .option("--user <user>", userHelp);
  withDetailOptions(update);
  return noun;
}
