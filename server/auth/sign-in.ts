import type { Db } from "#db/client.ts";
import { findMember } from "#db/queries/members.ts";
import { findCredentials, updatePasswordHash } from "#db/queries/users.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { admitAttempt, forgiveAttempt } from "./throttle.ts";

export interface SignInDeps {
  db: Db;
  now: () => Date;
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** See networkOf. */
  network: string;
  /** The account to sign in to; absent: the first one joined. */
  accountId?: number;
}

export interface SignedIn {
  userId: number;
  accountId: number;
  sessionVersion: number;
}

/**
 * Checks an e-mail address and a password. Null for an unknown address, a wrong password, a disabled user and one who is not of
 * the account: the same answer after the same work. Throws `rate_limited` after too many failures.
 */
export async function signIn(deps: SignInDeps, { email: typed, password, network, accountId }: SignInAttempt): Promise<SignedIn | null> {
  const email = typed.trim().toLowerCase();
  await admitAttempt(deps, { email, network });
  const credentials = await findCredentials(deps.db, email);
  const { ok, outdated } = await verifyPassword(password, credentials?.passwordHash ?? null);
  if (!ok || !credentials) return null;
  const member = await findMember(deps.db, credentials.userId, accountId);
  if (!member) return null;
  await forgiveAttempt(deps, { email, network });
  if (outdated) await updatePasswordHash(deps.db, credentials.userId, await hashPassword(password));
  return { userId: member.userId, accountId: member.accountId, sessionVersion: member.sessionVersion };
}
