import type { Command } from "commander";
import { listTokens } from "#db/queries/tokens.ts";
import { revokeToken, rotateDeviceToken } from "#server/commands/tokens.ts";
import { AppError } from "#server/domain/errors.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { findDeviceCalled, listFound } from "./find-rows.ts";
import { readNumber, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";

export function createTokenNoun(context: AdminContext): Command {
  const noun = createNoun("token", "the secrets devices upload with");
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
