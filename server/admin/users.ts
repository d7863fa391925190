import type { Command } from "commander";
import { listUsers } from "#db/queries/accounts/users.ts";
import { roles } from "#db/schema/accounts.ts";
import { addMember, removeMember, setRole } from "#server/commands/accounts/memberships.ts";
import { createUser, setPassword, setUserDisabled } from "#server/commands/accounts/users.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { findAccountCalled, findUserCalled, listFound } from "./find-rows.ts";
import { readChoice, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";
const userHelp = "the user, by id or e-mail address";
const roleHelp = `one of ${listChoices(roles)}`;
const passwordHelp = 'at least 8 characters; "-" reads it from standard input, where no other process sees it';

async function readPassword(context: AdminContext, password: string): Promise<string> {
  return password === "-" ? (await context.readStdin()).replace(/\r?\n$/, "") : password;
}

type Options = Parameters<Run>[1];

const requireRole = (options: Options) => readChoice(options, "role", roles) ?? "viewer";

function addCreating(noun: Command, context: AdminContext): void {
  addVerb(noun, context, "create", "create a user who may sign in to an account", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const password = await readPassword(context, requireText(options, "password"));
    const email = requireText(options, "email");
    const user = await createUser(deps, scope, { email, name: readText(options, "name"), password, role: requireRole(options) });
    return { ...user, accountId: scope.accountId };
  })
    .requiredOption("--email <address>", "what they sign in with")
    .requiredOption("--password <password>", passwordHelp)
    .requiredOption("--role <role>", roleHelp)
    .requiredOption("--account <account>", accountHelp)
    .option("--name <name>", "what they are called (default: the address up to the @)");
  addVerb(noun, context, "add", "make someone who has a user already a member of another account", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const email = requireText(options, "email");
    await addMember(deps, scope, { email, role: requireRole(options) });
    return (await findUserCalled(deps, email, String(scope.accountId))).row;
  })
    .requiredOption("--email <address>", "what they sign in with")
    .requiredOption("--role <role>", roleHelp)
    .requiredOption("--account <account>", accountHelp);
}

/** A verb about one user of one account. */
function addUserVerb(noun: Command, context: AdminContext, name: string, description: string, act: UserAction): Command {
  return addVerb(noun, context, name, description, async ({ deps }, options) => {
    const user = await findUserCalled(deps, requireText(options, "user"), readText(options, "account"));
    await act({ deps, scope: user.scope, userId: user.row.id, options });
    return { id: user.row.id, email: user.row.email, accountId: user.scope.accountId, done: description };
  })
    .argument("[user]", userHelp)
    .option("--user <user>", "the same as an option")
    .option("--account <account>", `${accountHelp}, when they belong to several`);
}

interface UserActionArgs {
  deps: Parameters<typeof setPassword>[0];
  scope: Parameters<typeof setPassword>[1];
  userId: number;
  options: Options;
}
type UserAction = (args: UserActionArgs) => Promise<void>;

const heirHelp = "the owner or manager who takes over their API keys for the whole fleet that may write (default: these keys end)";

async function readHeir({ deps, scope, options }: Pick<UserActionArgs, "deps" | "scope" | "options">): Promise<number | null> {
  const heir = readText(options, "handKeysTo");
  return heir === undefined ? null : (await findUserCalled(deps, heir, String(scope.accountId))).row.id;
}

function addChanging(noun: Command, context: AdminContext): void {
  addUserVerb(noun, context, "set-password", "set a new password and end every session", async ({ deps, scope, userId, options }) => {
    await setPassword(deps, scope, { userId, password: await readPassword(context, requireText(options, "password")) });
  }).requiredOption("--password <password>", passwordHelp);
  addUserVerb(noun, context, "set-role", "give another role", async ({ deps, scope, userId, options }) =>
    setRole(deps, scope, { userId, role: requireRole(options), handKeysTo: await readHeir({ deps, scope, options }) }),
  )
    .requiredOption("--role <role>", roleHelp)
    .option("--hand-keys-to <user>", `when they become driver or viewer: ${heirHelp}`);
  addUserVerb(noun, context, "disable", "end every session and refuse to sign in", ({ deps, scope, userId }) =>
    setUserDisabled(deps, scope, { userId, disabled: true }),
  );
  addUserVerb(noun, context, "enable", "allow to sign in again", ({ deps, scope, userId }) =>
    setUserDisabled(deps, scope, { userId, disabled: false }),
  );
  addUserVerb(noun, context, "remove", "take out of the account", async ({ deps, scope, userId, options }) =>
    removeMember(deps, scope, { userId, handKeysTo: await readHeir({ deps, scope, options }) }),
  ).option("--hand-keys-to <user>", heirHelp);
}

export function createUserNoun(context: AdminContext): Command {
  const noun = createNoun("user", "people who sign in");
  addCreating(noun, context);
  addVerb(noun, context, "list", "list the users of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listUsers(deps.db, scope));
    return found.map(({ scope, row }) => ({ ...row, accountId: scope.accountId }));
  }).option("--account <account>", accountHelp);
  addChanging(noun, context);
  return noun;
}
