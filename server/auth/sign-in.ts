import type { Db } from "#db/client.ts";
import { findMember } from "#db/queries/members.ts";
import { findCredentials, updatePasswordHash } from "#db/queries/users.ts";
import { AppError } from "#server/domain/errors.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { checkAttempt, forgiveAttempt } from "./throttle.ts";

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
 * the account: the same answer after the same work. Throws `rate_limited` after too many failures and `unavailable` while too many
 * people sign in at once.
 */
export async function signIn(deps: SignInDeps, { email: typed, password, network, accountId }: SignInAttempt): Promise<SignedIn | null> {
  const email = typed.trim().toLowerCase();
  const { credentials, ok, outdated } = await checkAttempt(deps, { email, network }, async () => {
    const found = await findCredentials(deps.db, email);
    return { credentials: found, ...(await verifyPassword(password, found?.passwordHash ?? null)) };
  });
  if (!ok || !credentials) return null;
  const member = await findMember(deps.db, credentials.userId, accountId);
  if (!member) return null;
  await forgiveAttempt(deps, { email, network });
  if (outdated) await renewHash(deps.db, credentials.userId, password);
  return { userId: member.userId, accountId: member.accountId, sessionVersion: member.sessionVersion };
}

/** Hashes a password with today's parameters. While too many others wait it stays as it is until the next sign-in. */
async function renewHash(db: Db, userId: number, password: string): Promise<void> {
  try {
    await updatePasswordHash(db, userId, await hashPassword(password));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "unavailable")) throw error;
  }
}
