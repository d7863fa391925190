import type { Db } from "#db/client.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { findCredentials, updatePasswordHash } from "#db/queries/accounts/users.ts";
import { AppError } from "#server/domain/errors.ts";
import { bucketOf, type KnownBrowser } from "./known-browser.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { checkSignIn } from "./throttle.ts";

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
  /** What the browser's cookie says of who signed in there before; absent: there is none. */
  browser?: KnownBrowser | null;
}

export interface SignedIn {
  userId: number;
  accountId: number;
  sessionVersion: number;
}

/**
 * Checks an e-mail address and a password. Null for an unknown address, a wrong password, a disabled user, one who is not of the
 * account, and while the address has to wait: the same answer after the same work. Throws `rate_limited` after too many failures of
 * this network, or of a browser the person signed in with before, and `unavailable` while too many people sign in at once.
 */
export async function signIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignedIn | null> {
  const { password, network, accountId } = attempt;
  const email = attempt.email.trim().toLowerCase();
  const credentials = await findCredentials(deps.db, email);
  const browser = bucketOf(attempt.browser, credentials);
  const line = browser === null ? "strangers" : "known";
  const { checked, open, forgive } = await checkSignIn(deps, { email, network, browser }, () =>
    verifyPassword(password, credentials?.passwordHash ?? null, line),
  );
  const { ok, outdated } = checked;
  if (!ok || !open || !credentials) return null;
  const member = await findMember(deps.db, credentials.userId, accountId);
  if (!member) return null;
  await forgive();
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
