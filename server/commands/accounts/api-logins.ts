import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findDriverOfUser } from "#db/queries/accounts/drivers.ts";
import { holdSessionVersion } from "#db/queries/accounts/users.ts";
import { revokeLogin } from "#db/queries/apps/tokens.ts";
import { signIn } from "#server/auth/sign-in.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import { refuseDevice } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs } from "#server/commands/fields.ts";
import { keyFamilies } from "#server/domain/apps/api-families.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { noteCredentialsChanged } from "./end-access.ts";
import { insertLogin, type Login } from "./insert-login.ts";

const credentials = z.strictObject({
  family: z.enum(keyFamilies),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(1000)
    .regex(/^\P{Cc}*$/u, "must not contain control characters"),
  password: z.string().max(10_000),
  /** See networkOf. */
  network: z.string(),
});

const refused = () => new AppError("unauthorized", "The e-mail address or the password is not right.");

/**
 * Signs a person in to the account of the program that asks, for as long as the token is used every 90 days. Throws
 * `unauthorized`, after the same work, for an unknown address, a wrong password, a disabled user and one who is not of the
 * account; `rate_limited` after too many failures.
 */
export async function logIn(deps: CommandDeps, scope: Scope, args: z.input<typeof credentials>): Promise<Login> {
  refuseDevice(scope);
  const { family, email, password, network } = readArgs(credentials, args);
  const person = await signIn(deps, { email, password, network, accountId: scope.accountId });
  if (!person) throw refused();
  return deps.db.transaction(async (tx) => {
    // A password that was changed meanwhile has ended this login before it began.
    if (!(await holdSessionVersion(tx, person.userId, person.sessionVersion))) throw refused();
    const token = await insertLogin(tx, scope, { userId: person.userId, family, at: deps.now() });
    const actor = { kind: "user", userId: person.userId } as const;
    await appendAudit(tx, { ...scope, actor }, { at: deps.now(), action: "session.signed_in" });
    const driver = await findDriverOfUser(tx, scope, person.userId);
    return { token, email, driverId: driver?.id ?? null };
  });
}

const ending = z.strictObject({ token: z.string() });

/** Signs a person out: ends the login of this token at once. Throws `unauthorized` when it is no login of the account. */
export async function logOut({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof ending>): Promise<void> {
  refuseDevice(scope);
  const { token } = readArgs(ending, args);
  await db.transaction(async (tx) => {
    const userId = looksLikeToken("login", token) ? await revokeLogin(tx, scope, hashToken(token), now()) : null;
    if (userId === null) throw new AppError("unauthorized", "Invalid Token: it is unknown, or ended already.");
    await appendAudit(tx, { ...scope, actor: { kind: "user", userId } }, { at: now(), action: "session.signed_out" });
    await noteCredentialsChanged(tx, scope.accountId, now());
  });
}
