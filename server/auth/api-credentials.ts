import type { Db } from "#db/client.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { type ApiCredential, findApiCredential } from "#db/queries/apps/api-credentials.ts";
import { touchToken } from "#db/queries/telemetry/upload-credentials.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { EventBus } from "#server/events/bus.ts";
import { CredentialCache } from "./credential-cache.ts";
import { keyScope, scopeForMember } from "./scope.ts";
import { hashToken, looksLikeToken } from "./tokens.ts";

/** How exact "last used" is, ms. */
const touchEveryMs = 60_000;
/** A login token that nobody uses for so long ends, ms. */
export const loginIdleMs = 90 * 86_400_000;

export interface ApiCredentialDeps {
  db: Db;
  now: () => Date;
  /** Tells when credentials change; without it each one is looked up for every request. */
  bus?: EventBus | undefined;
}

/** A key or login token that is good, and what its bearer may see and do. */
export interface GoodCredential extends ApiCredential {
  scope: Scope;
}

const signInAgain = "Invalid Token: sign in again.";
const refusals = {
  api_key: {
    unknown: "This API key is unknown, or was mistyped.",
    expired: "This API key has expired: make a new one.",
    revoked: "This API key was revoked.",
    orphaned: "This API key does not work while the person it belongs to, or who made it, may not sign in.",
  },
  login: { unknown: "Invalid Token: it is unknown.", expired: signInAgain, revoked: signInAgain, orphaned: signInAgain },
};
type Kind = keyof typeof refusals;

/** Throws `unauthorized` for a credential that has ended. */
function requireLive(kind: Kind, { createdMs, lastUsedMs, expiresMs, revoked }: ApiCredential, nowMs: number): void {
  if (revoked) throw new AppError("unauthorized", refusals[kind].revoked);
  const idle = kind === "login" && Math.max(createdMs, lastUsedMs ?? 0) + loginIdleMs <= nowMs;
  if (idle || (expiresMs !== null && expiresMs <= nowMs)) throw new AppError("unauthorized", refusals[kind].expired);
}

/** A key for the whole fleet that may write works only while who made it may sign in to the account. */
async function hasMaker(db: Db, { accountId, createdBy, access }: ApiCredential): Promise<boolean> {
  return access !== "write" || createdBy === null || (await findMember(db, createdBy, accountId)) !== null;
}

async function findScope(db: Db, credential: ApiCredential): Promise<Scope | null> {
  const { tokenId, accountId, userId, access } = credential;
  if (userId === null) return (await hasMaker(db, credential)) ? keyScope(accountId, tokenId, access ?? "read") : null;
  const member = await findMember(db, userId, accountId);
  return member && scopeForMember(member);
}

/**
 * Reads the credentials of public APIs. The result throws `unauthorized` for a secret that is unknown, expired or revoked, and for
 * one whose person is disabled or no longer of the account; `forbidden` for one of another API.
 */
export function createCredentialReader({ db, now, bus }: ApiCredentialDeps) {
  const cache = new CredentialCache<GoodCredential>({ bus });

  async function load(kind: Kind, hash: string): Promise<GoodCredential> {
    const credential = await findApiCredential(db, kind, hash);
    if (!credential) throw new AppError("unauthorized", refusals[kind].unknown);
    const at = now();
    requireLive(kind, credential, at.getTime());
    const scope = await findScope(db, credential);
    if (!scope) throw new AppError("unauthorized", refusals[kind].orphaned);
    const staleBefore = new Date(at.getTime() - touchEveryMs);
    if ((credential.lastUsedMs ?? 0) < staleBefore.getTime()) await touchToken(db, credential.tokenId, at, staleBefore);
    return { ...credential, scope };
  }

  return async (kind: Kind, family: string, secret: string): Promise<GoodCredential> => {
    if (!looksLikeToken(kind, secret)) throw new AppError("unauthorized", refusals[kind].unknown);
    const hash = hashToken(secret);
    const credential = await cache.get(hash, () => load(kind, hash));
    requireLive(kind, credential, now().getTime());
    if (credential.family !== family) throw new AppError("forbidden", "This is a key of another API.");
    return credential;
  };
}
