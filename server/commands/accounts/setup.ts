import { z } from "zod";
import { insertAccount } from "#db/queries/accounts/accounts.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { insertMembership } from "#db/queries/accounts/memberships.ts";
import { claimSetupLink, hasOpenSetupLink, lockSetup, replaceSetupLink } from "#db/queries/accounts/setup-links.ts";
import { hasUsers, insertUser } from "#db/queries/accounts/users.ts";
import { checkNewPassword, hashPassword } from "#server/auth/passwords.ts";
import { hashToken, looksLikeToken, mintToken } from "#server/auth/tokens.ts";
import { requireSystem } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { emailAddress, label, readArgs, timeZone } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Actor, Origin } from "#server/domain/scope.ts";

const linkLifetimeMs = 24 * 3600 * 1000;

/**
 * Makes the token of a link with which the first owner is created: good once, for 24 hours, and instead of any link made before.
 * Throws `conflict` when there are users already.
 */
export async function createSetupLink({ db, now }: CommandDeps, actor: Actor): Promise<string> {
  requireSystem(actor);
  const { token, hash } = mintToken("setup");
  await db.transaction(async (tx) => {
    await lockSetup(tx);
    if (await hasUsers(tx)) throw new AppError("conflict", "There are users already: an owner can add others.");
    const expiresAt = new Date(now().getTime() + linkLifetimeMs);
    await replaceSetupLink(tx, hash, expiresAt);
    const after = { expiresAt: expiresAt.toISOString() };
    await appendAudit(tx, { actor, accountId: null }, { at: now(), action: "setup_link.created", after });
  });
  return token;
}

const firstOwner = z.strictObject({
  token: z.string(),
  accountName: label(100),
  name: label(100),
  email: emailAddress,
  password: z.string(),
  timeZone: timeZone.default("UTC"),
});

export interface CompletedSetup {
  accountId: number;
  userId: number;
}

/**
 * Creates the first account and its owner. Throws `not_found` for a link that is unknown, expired or used, and when there are
 * users already; `bad_request` leaves the link good for another try.
 */
export async function completeSetup({ db, now }: CommandDeps, args: unknown, origin?: Origin): Promise<CompletedSetup> {
  const { token, accountName, name, email, password, timeZone: zone } = readArgs(firstOwner, args);
  // Hashing a password is work that only the holder of a link may cause.
  const isOpen = looksLikeToken("setup", token) && (await hasOpenSetupLink(db, hashToken(token), now()));
  if (!isOpen) throw notFound("setup link");
  checkNewPassword(password, email);
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    await lockSetup(tx);
    if (!(await claimSetupLink(tx, hashToken(token), now())) || (await hasUsers(tx))) throw notFound("setup link");
    const account = await insertAccount(tx, { name: accountName, timeZone: zone, demo: false });
    if (!account) throw new AppError("conflict", `An account named "${accountName}" exists already.`);
    const user = await insertUser(tx, { email, name, passwordHash, timeZone: zone });
    if (!user) throw notFound("setup link");
    await insertMembership(tx, { accountId: account.id }, user.id, "owner");
    const scope = { actor: { kind: "user", userId: user.id }, accountId: account.id, ...(origin && { origin }) } as const;
    const after = { name: accountName, timeZone: zone, owner: email };
    await appendAudit(tx, scope, { at: now(), action: "account.set_up", subject: account, after });
    return { accountId: account.id, userId: user.id };
  });
}
