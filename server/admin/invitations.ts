import type { Command } from "commander";
import { listInvitations } from "#db/queries/accounts/invitations.ts";
import { createInvitation, revokeInvitation } from "#server/commands/accounts/registration.ts";
import { AppError } from "#server/domain/errors.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { findAccountCalled, listFound } from "./find-rows.ts";
import { readNumber, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";

export function createInvitationNoun(context: AdminContext): Command {
  const noun = createNoun("invitation", "who may register over an API as a driver, each once");
  addVerb(noun, context, "create", "make an invitation, and print its secret, which is shown this once", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const days = readNumber(options, "days");
    const made = await createInvitation(deps, scope, { email: readText(options, "email"), ...(days !== undefined && { days }) });
    const { id, token, ...invitation } = made;
    return { id, token, ...invitation, accountId: scope.accountId };
  })
    .requiredOption("--account <account>", accountHelp)
    .option("--email <address>", "only this address may use it")
    .option("--days <days>", "how long it is good (default: 14)");
  addVerb(noun, context, "list", "list the invitations of one account or of all, without the secrets", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listInvitations(deps.db, scope));
    return found.map(({ scope, row }) => ({ ...row, accountId: scope.accountId }));
  }).option("--account <account>", accountHelp);
  addVerb(noun, context, "revoke", "take an invitation back", async ({ deps }, options) => {
    const invitationId = Number(requireText(options, "invitation"));
    const found = await listFound(deps, undefined, (scope) => listInvitations(deps.db, scope));
    const match = found.find(({ row }) => row.id === invitationId);
    if (!match) {
      const reference = requireText(options, "invitation");
      throw new AppError("not_found", `There is no invitation ${reference}. See them with: invitation list`);
    }
    return revokeInvitation(deps, match.scope, { invitationId: match.row.id });
  })
    .argument("[invitation]", "its id")
    .option("--invitation <id>", "the same as an option");
  return noun;
}
