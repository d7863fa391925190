import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { insertApiKey, type Token } from "#db/queries/apps/tokens.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { requireGrant } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { pickValues } from "#server/domain/accounts/audit/changes.ts";
import { defaultKeyDays, keyFamilies, maxKeyDays } from "#server/domain/apps/api-families.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { msPerDay } from "#server/domain/time.ts";

const newKey = z.strictObject({
  name: label(100),
  family: z.enum(keyFamilies),
  access: z.enum(["read", "write"]),
  /** The person whose key it is: it sees and does no more than they may. Null: the account's, for the whole fleet. */
  userId: rowId.nullable().default(null),
  /** How long it is good, days; null: until it is revoked. */
  days: z.int().min(1).max(maxKeyDays).nullable().default(defaultKeyDays),
});

/** Keys act for a person, so only who may give that role, or the person, may hand one out. */
async function requireOwnOrGranted(tx: Tx, scope: Scope, userId: number): Promise<void> {
  const member = await findMember(tx, userId, scope.accountId);
  if (!member) throw notFound("user");
  if (scope.actor.kind !== "user" || scope.actor.userId !== userId) requireGrant(scope, member.role);
}

/**
 * Makes a key for a public API; the secret is in the result this once. Managers make keys of the account, of themselves, and of
 * drivers and viewers; a program never makes one. Throws `not_found` when the person is not of the account.
 */
export async function createApiKey(
  { db, now }: CommandDeps,
  scope: Scope,
  args: z.input<typeof newKey>,
): Promise<Token & { token: string }> {
  requireGrant(scope, "driver");
  const { userId, days, ...key } = readArgs(newKey, args);
  const expiresAt = days === null ? null : new Date(now().getTime() + days * msPerDay);
  const createdBy = scope.actor.kind === "user" ? scope.actor.userId : null;
  const { token, hash, hint } = mintToken("api_key");
  return db.transaction(async (tx) => {
    if (userId !== null) await requireOwnOrGranted(tx, scope, userId);
    const inserted = await insertApiKey(tx, scope, { ...key, userId, createdBy, hash, hint, expiresAt });
    const after = pickValues(inserted, ["hint", "family", "access", "userId", "expiresAt"]);
    await appendAudit(tx, scope, { at: now(), action: "key.created", subject: inserted, after });
    return { ...inserted, token };
  });
}
