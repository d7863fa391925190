import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { countAttempt, forgetFailures, type ThrottlePolicy, takeBackAttempt } from "#db/queries/sign-in-throttles.ts";
import { AppError } from "#server/domain/errors.ts";

const day = 86_400;

/**
 * Guessing one person's password: after five failures the wait grows to a minute. No longer, because anyone can make someone
 * else wait this way; a minute still leaves a guesser fewer than 1,500 tries a day.
 */
const byEmail: ThrottlePolicy = { freeFailures: 5, maxWaitS: 60, forgetAfterS: day };
/** Guessing many people's passwords from one network, behind which there may be a whole company. */
const byNetwork: ThrottlePolicy = { freeFailures: 20, maxWaitS: 900, forgetAfterS: day };

export interface ThrottleDeps {
  db: Db;
  now: () => Date;
}

export interface Attempt {
  email: string;
  /** See networkOf. */
  network: string;
}

/** Hashed: what strangers type is neither kept readable nor of any length. */
function toKey(kind: "email" | "network", value: string): string {
  return `${kind}:${createHash("sha256").update(value).digest("hex")}`;
}

async function admit(deps: ThrottleDeps, key: string, policy: ThrottlePolicy): Promise<void> {
  const now = deps.now();
  const blockedUntil = await countAttempt(deps.db, key, policy, now);
  if (!blockedUntil) return;
  const retryAfterS = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
  throw new AppError("rate_limited", `Too many attempts. Try again in ${retryAfterS} s.`, { retryAfterS });
}

/**
 * Counts an attempt to sign in and runs its check. Throws `rate_limited` while the e-mail address or the network has to wait. An
 * attempt whose check throws was neither right nor wrong and does not count.
 */
export async function checkAttempt<T>(deps: ThrottleDeps, { email, network }: Attempt, check: () => Promise<T>): Promise<T> {
  const keys = [toKey("network", network), toKey("email", email)] as const;
  await admit(deps, keys[0], byNetwork);
  await admit(deps, keys[1], byEmail);
  try {
    return await check();
  } catch (error) {
    for (const key of keys) await takeBackAttempt(deps.db, key);
    throw error;
  }
}

/** The attempt was right: the person's failures are forgotten, the network's stay (its owner may have one good account). */
export async function forgiveAttempt({ db, now }: ThrottleDeps, { email, network }: Attempt): Promise<void> {
  await takeBackAttempt(db, toKey("network", network));
  await forgetFailures(db, toKey("email", email), new Date(now().getTime() - day * 1000));
}
