import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findClient, holdClient } from "#db/queries/apps/oauth-clients.ts";
import { insertCode } from "#db/queries/apps/oauth-codes.ts";
import { renewGrant } from "#db/queries/apps/oauth-grants.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs } from "#server/commands/fields.ts";
import { appScopes, impliedScope } from "#server/domain/apps/scopes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireSeat } from "./seats.ts";

/** How long a code is good: an app exchanges it at once. */
const codeLifetimeMs = 60_000;

const permission = z.strictObject({
  clientId: z.string().max(100),
  scopes: z.array(z.enum(appScopes)).min(1).max(appScopes.length),
  /** As the app's request named it; null: it named none. */
  redirectUri: z.string().max(4000).nullable(),
  /** PKCE, S256; null: none. */
  codeChallenge: z.string().length(43).nullable(),
  /** Of the form by which the person agreed: each is good once. */
  nonce: z.string().min(16).max(100),
});

/**
 * Lets an app read what the person sees of the account, and answers with the code by which it gets its tokens. Throws `not_found`
 * for an unknown app, `bad_request` for scopes it may not have, `forbidden` when its 25 seats are taken, `conflict` for a form that
 * was sent before.
 */
export async function allowApp({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof permission>): Promise<{ code: string }> {
  const userId = requireUser(scope);
  const { clientId, scopes, redirectUri, codeChallenge, nonce } = readArgs(permission, args);
  const client = await findClient(db, clientId);
  if (!client) throw notFound("app");
  return db.transaction(async (tx) => {
    const held = await holdClient(tx, client.appId, "update");
    if (!held) throw notFound("app");
    if (!scopes.every((one) => one === impliedScope || held.scopes.includes(one))) {
      throw new AppError("bad_request", "The app may not have all of these scopes.");
    }
    const createdAt = now();
    await requireSeat(tx, { ...client, ...held }, { userId, at: createdAt });
    const grantId = await renewGrant(tx, scope, { appId: client.appId, userId, at: createdAt });
    const { token, hash } = mintToken("code");
    const expiresAt = new Date(createdAt.getTime() + codeLifetimeMs);
    const code = { grantId, hash, scopes, redirectUri, codeChallenge, consentNonce: nonce, createdAt, expiresAt };
    if (!(await insertCode(tx, code))) throw new AppError("conflict", "This form was sent before.");
    const subject = { id: client.appId, name: client.name };
    await appendAudit(tx, scope, { at: createdAt, action: "app.allowed", subject, after: { scopes } });
    return { code: token };
  });
}
