import type { Command } from "commander";
import { listTokens } from "#db/queries/apps/tokens.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { revokeToken, rotateDeviceToken } from "#server/commands/vehicles/device-tokens.ts";
import { defaultKeyDays, keyFamilies } from "#server/domain/apps/api-families.ts";
import { AppError } from "#server/domain/errors.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { findAccountCalled, findDeviceCalled, findUserCalled, listFound } from "./find-rows.ts";
import { readChoice, readNumber, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";

const accesses = ["read", "write"] as const;

function readDays(options: Parameters<Run>[1]) {
  if (options["days"] === "never") return { days: null };
  const days = readNumber(options, "days");
  return days === undefined ? {} : { days };
}

function addCreating(noun: Command, context: AdminContext): void {
  addVerb(noun, context, "create", "make an API key, and print it, which is shown this once", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const user = readText(options, "user");
    const { id, token, ...key } = await createApiKey(deps, scope, {
      name: readText(options, "name") ?? "command line",
      family: readChoice(options, "family", keyFamilies) ?? "carnot",
      access: readChoice(options, "scope", accesses) ?? "read",
      ...readDays(options),
      userId: user === undefined ? null : (await findUserCalled(deps, user, String(scope.accountId))).row.id,
    });
    return { id, token, ...key, accountId: scope.accountId };
  })
    .requiredOption("--family <family>", `the API it is for: ${listChoices(keyFamilies)}`)
    .requiredOption("--account <account>", accountHelp)
    .option("--user <user>", "a person, by e-mail address or id: the key sees and does no more than they may")
    .option("--name <name>", "what it is for, to know it by later")
    .option("--days <days>", `how long it is good; never: until it is revoked (default: ${defaultKeyDays})`)
    .option("--scope <scope>", `one of ${listChoices(accesses)} (default: read)`);
}

export function createTokenNoun(context: AdminContext): Command {
  const noun = createNoun("token", "the secrets that devices upload with and programs ask with");
  addCreating(noun, context);
  addVerb(noun, context, "list", "list the tokens of one account or of all, without the secrets", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listTokens(deps.db, scope));
    return found.map(({ scope, row }) => ({ ...row, accountId: scope.accountId }));
  }).option("--account <account>", accountHelp);
  addVerb(noun, context, "rotate", "give a device a new token, and print it, which is shown this once", async ({ deps }, options) => {
    const { scope, row } = await findDeviceCalled(deps, requireText(options, "device"), readText(options, "account"));
    const hours = readNumber(options, "overlap");
    return rotateDeviceToken(deps, scope, { deviceId: row.id, ...(hours !== undefined && { overlapS: Math.round(hours * 3600) }) });
  })
    .argument("[device]", "the device, by id or serial")
    .option("--device <device>", "the same as an option")
    .option("--overlap <hours>", "how long the tokens so far go on working (default: 24)")
    .option("--account <account>", `${accountHelp}, when several have a device of this serial`);
  addVerb(noun, context, "revoke", "end a token at once", async ({ deps }, options) => {
    const tokenId = Number(requireText(options, "token"));
    const found = await listFound(deps, undefined, (scope) => listTokens(deps.db, scope));
    const match = found.find(({ row }) => row.id === tokenId);
    if (!match) throw new AppError("not_found", `There is no token ${requireText(options, "token")}. See them with: token list`);
    return revokeToken(deps, match.scope, { tokenId: match.row.id });
  })
    .argument("[token]", "its id")
    .option("--token <id>", "the same as an option");
  return noun;
}
