import type { Command } from "commander";
import { listAccounts } from "#db/queries/accounts/accounts.ts";
import { changeAccount, createAccount } from "#server/commands/accounts/accounts.ts";
import { changeAccountRegistration } from "#server/commands/accounts/registration.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { adminActor, findAccountCalled } from "./find-rows.ts";
import { readChoice, readNumberOrNone, readText, requireText } from "./read-options.ts";

const registrations = ["open", "invited"] as const;

function readPrices(options: Parameters<Run>[1]) {
  return {
    pricePerLGasoline: readNumberOrNone(options, "priceGasoline"),
    pricePerLDiesel: readNumberOrNone(options, "priceDiesel"),
    pricePerKwh: readNumberOrNone(options, "priceKwh"),
    usdPerCurrency: readNumberOrNone(options, "usdRate"),
  };
}

/** Changes the settings that are given. With none, the command refuses: nothing to change. */
async function change(deps: CommandDeps, options: Parameters<Run>[1]) {
  const { scope } = await findAccountCalled(deps, requireText(options, "account"));
  const registration = readChoice(options, "registration", registrations);
  const named = { name: readText(options, "name"), timeZone: readText(options, "timeZone"), currency: readText(options, "currency") };
  const given = { ...named, ...readPrices(options) };
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const changed = registration && (await changeAccountRegistration(deps, scope, { registration }));
  return changed && Object.keys(own).length === 0 ? changed : changeAccount(deps, scope, own);
}

function withPriceOptions(command: Command): Command {
  return command
    .option("--price-gasoline <price>", "what a litre of petrol costs, in the account's currency; none: not known")
    .option("--price-diesel <price>", "what a litre of diesel costs")
    .option("--price-kwh <price>", "what a kWh of electricity costs")
    .option("--usd-rate <rate>", "US dollars for one unit of the currency, for the APIs that report costs in dollars");
}

export function createAccountNoun(context: AdminContext): Command {
  const noun = createNoun("account", "fleets, each with its own people, cars and trips");
  addVerb(noun, context, "create", "create an account", ({ deps }, options) =>
    createAccount(deps, adminActor, { name: requireText(options, "name"), timeZone: readText(options, "timeZone") }),
  )
    .requiredOption("--name <name>", "its name, which no other account has")
    .option("--time-zone <zone>", "IANA zone for trips without a position (default: UTC)");
  withPriceOptions(
    addVerb(
      noun,
      context,
      "change",
      "change its name, zone, currency or prices, or say who may register over an API",
      ({ deps }, options) => change(deps, options),
    ),
  )
    .argument("[account]", "the account, by id or name")
    .option("--account <account>", "the same as an option")
    .option("--name <name>", "its new name, which no other account has")
    .option("--time-zone <zone>", "IANA zone for days and for trips without a position")
    .option("--currency <code>", "what costs are written in, EUR")
    .option(
      "--registration <who>",
      `one of ${listChoices(registrations)}; open: whoever uses a program with a key of the account; invited: who has an invitation`,
    );
  addVerb(noun, context, "list", "list the accounts", ({ deps }) => listAccounts(deps.db, adminActor));
  return noun;
}
