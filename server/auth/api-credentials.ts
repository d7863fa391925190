import type { Db } from "#db/client.ts";
import { type ApiCredential, findApiCredential } from "#db/queries/api-credentials.ts";
import { findMember } from "#db/queries/members.ts";
import { touchToken } from "#db/queries/upload-credentials.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { EventBus } from "../events/bus.ts";
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

const refusals = {
  api_key: { unknown: "This API key is unknown, or was mistyped.", ended: "This API key has expired or was revoked." },
  login: { unknown: "Invalid Token: it is unknown.", ended: "Invalid Token: sign in again." },
};

function hasEnded(kind: keyof typeof refusals, { createdMs, lastUsedMs, expiresMs, revoked }: ApiCredential, nowMs: number): boolean {
  const idle = kind === "login" && Math.max(createdMs, lastUsedMs ?? 0) + loginIdleMs <= nowMs;
  return revoked || idle || (expiresMs !== null && expiresMs <= nowMs);
}

async function findScope(db: Db, { tokenId, accountId, userId, access }: ApiCredential): Promise<Scope | null> {
  if (userId === null) return keyScope(accountId, tokenId, access ?? "read");
  const member = await findMember(db, userId, accountId);
  return member && scopeForMember(member);
}

/**
 * Reads the credentials of public APIs. The result throws `unauthorized` for a secret that is unknown, expired or revoked, and for
 * one whose person is disabled or no longer of the account; `forbidden` for one of another API.
 */
export function createCredentialReader({ db, now, bus }: ApiCredentialDeps) {
  const cache = new CredentialCache<GoodCredential>({ bus });

  async function load(kind: keyof typeof refusals, hash: string): Promise<GoodCredential> {
    const credential = await findApiCredential(db, kind, hash);
    if (!credential) throw new AppError("unauthorized", refusals[kind].unknown);
    const at = now();
    const scope = hasEnded(kind, credential, at.getTime()) ? null : await findScope(db, credential);
    if (!scope) throw new AppError("unauthorized", refusals[kind].ended);
    const staleBefore = new Date(at.getTime() - touchEveryMs);
    if ((credential.lastUsedMs ?? 0) < staleBefore.getTime()) await touchToken(db, credential.tokenId, at, staleBefore);
    return { ...credential, scope };
  }

  return async (kind: keyof typeof refusals, family: string, secret: string): Promise<GoodCredential> => {
    if (!looksLikeToken(kind, secret)) throw new AppError("unauthorized", refusals[kind].unknown);
    const hash = hashToken(secret);
    const credential = await cache.get(hash, () => load(kind, hash));
    if (hasEnded(kind, credential, now().getTime())) throw new AppError("unauthorized", refusals[kind].ended);
    if (credential.family !== family) throw new AppError("forbidden", "This is a key of another API.");
    return credential;
  };
}
