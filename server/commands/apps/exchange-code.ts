import { createHash, timingSafeEqual } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { type Client, holdClient } from "#db/queries/apps/oauth-clients.ts";
import { type Code, claimCode, findCode } from "#db/queries/apps/oauth-codes.ts";
import { holdGrant } from "#db/queries/apps/oauth-grants.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { findTarget } from "#server/domain/apps/oauth/redirect-target.ts";
import { impliedScope } from "#server/domain/apps/scopes.ts";
import { endFamily } from "./end-grants.ts";
import { type IssuedTokens, invalidGrant, issueTokens, refreshLifetimeS } from "./issue-tokens.ts";
import { requireSeat } from "./seats.ts";

export interface CodeExchange {
  /** The app that asks, after it has said its secret. */
  client: Client;
  code: string;
  /** Absent: null. */
  redirectUri: string | null;
  codeVerifier: string | null;
}

const unknownCode = "This code is unknown, was used before, or is older than a minute.";

/**
 * Exchanges a code for tokens, once. Throws `bad_request` (`err_invalid_grant`) for a code that is unknown, another app's, expired,
 * spent, or comes without what it is bound to, and for a person who may not sign in any more; a spent one ends all tokens born of
 * it. Throws `forbidden` when another person took the last seat of an app in development.
 */
export async function exchangeCode(deps: CommandDeps, { client, code, redirectUri, codeVerifier }: CodeExchange): Promise<IssuedTokens> {
  const { db, now } = deps;
  const found = looksLikeToken("code", code) ? await findCode(db, hashToken(code)) : null;
  if (!found || found.appId !== client.appId) throw invalidGrant(unknownCode);
  if (found.usedAt) throw await punishReplay(deps, found);
  if (found.expiresAt <= now()) throw invalidGrant(unknownCode);
  if (!fitsRedirect(found.redirectUri, redirectUri, client))
    throw invalidGrant("redirect_uri is not the one of the authorization request.");
  if (!fitsChallenge(found.codeChallenge, codeVerifier)) throw invalidGrant("code_verifier does not fit the authorization request.");
  const tokens = await db.transaction((tx) => spend(tx, client, found, now()));
  if (!tokens) throw await punishReplay(deps, found);
  return { accessToken: tokens.access, refreshToken: tokens.refresh, scopes: found.scopes, userUid: found.userUid };
}

/** Null: somebody else was faster. What locks rows comes in the same order in all that deals with grants: app, grant, code or token. */
async function spend(tx: Tx, client: Client, code: Code, at: Date): Promise<{ access: string; refresh: string } | null> {
  const held = await holdClient(tx, client.appId, client.mode === "development" ? "update" : "share");
  const mayHold = held && code.scopes.every((scope) => scope === impliedScope || held.scopes.includes(scope));
  if (!mayHold) throw invalidGrant("The app may not have these scopes any more.");
  const isGranted = (await holdGrant(tx, code.grantId)) && (await findMember(tx, code.userId, code.accountId));
  if (!isGranted) throw invalidGrant("The person does not allow this any more.");
  if (!(await claimCode(tx, code.codeId, at))) return null;
  await requireSeat(tx, { ...client, ...held }, { userId: code.userId, at });
  return issueTokens(tx, code, { at, scopes: code.scopes, refreshUntil: new Date(at.getTime() + refreshLifetimeS * 1000) });
}

async function punishReplay({ db, now }: CommandDeps, { codeId, accountId, appId, grantId }: Code): Promise<Error> {
  await endFamily(db, { codeId, accountId }, now());
  const cause = new Error(`A spent code of app ${appId}, grant ${grantId}, came again: all tokens born of it have ended.`);
  return invalidGrant(unknownCode, cause);
}

/** Who named an address when asking for the code names the same again; who named none may leave it out. */
function fitsRedirect(asked: string | null, named: string | null, client: Client): boolean {
  return asked === null ? named === null || named === findTarget(client.redirectUris, null) : named === asked;
}

/** RFC 7636 4.6. A verifier without a challenge is refused too: somebody took the challenge out of the request. */
function fitsChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === verifier;
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const given = Buffer.from(createHash("sha256").update(verifier).digest("base64url"));
  const wanted = Buffer.from(challenge);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
