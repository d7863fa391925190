import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import {
  countAttempt,
  forgetFailures,
  type ThrottlePolicy,
  type TurnPolicy,
  takeBackAttempt,
  takeTurn,
} from "#db/queries/accounts/sign-in-throttles.ts";
import { AppError } from "#server/domain/errors.ts";

const day = 86_400;

/** Guessing one person's password: after five failures the wait grows to a minute, which leaves a guesser fewer than 1,500 tries a day. */
const byEmail: ThrottlePolicy = { freeFailures: 5, maxWaitS: 60, forgetAfterS: day };
/** Guessing many people's passwords from one network, behind which there may be a whole company. */
const byNetwork: ThrottlePolicy = { freeFailures: 20, maxWaitS: 900, forgetAfterS: day };
/**
 * While others guess a person's password without pause, none of the tries that are left would ever be the person's own. So each
 * network that was refused gets a turn of its own a minute later: whoever comes back waits a minute, and who keeps guessing from
 * there a quarter of an hour.
 */
const ownTurn: TurnPolicy = { firstWaitS: 60, maxWaitS: 900, forgetAfterS: day };

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
function toKey(kind: "email" | "network" | "browser" | "turn", value: string): string {
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

export interface SignInAttempt extends Attempt {
  /** What a browser that this person signed in with before is counted by; null: it is none. */
  browser: string | null;
}

export interface CheckedSignIn<T> {
  checked: T;
  /** False: the attempt is refused, whatever the check found. */
  open: boolean;
  /** For an attempt that was right. */
  forgive: () => Promise<void>;
}

/** An attempt from a place nobody knows: by the address, and where that has to wait, by a turn of the network's own. */
async function admitStranger(deps: ThrottleDeps, { email, network }: Attempt): Promise<{ open: boolean; key: string }> {
  const key = toKey("email", email);
  if (!(await countAttempt(deps.db, key, byEmail, deps.now()))) return { open: true, key };
  const turn = toKey("turn", `${email} ${network}`);
  return { open: await takeTurn(deps.db, turn, ownTurn, deps.now()), key: turn };
}

/**
 * Counts an attempt to sign in and runs its check. A browser that the person signed in with before is counted by itself, so that
 * nobody else can make it wait. Strangers are counted by network and by address, and never hear that an address has to wait: such an
 * attempt is refused as one that is wrong, after the same work. Throws `rate_limited` when this browser or this network has to wait.
 * An attempt whose check throws does not count.
 */
export async function checkSignIn<T>(deps: ThrottleDeps, attempt: SignInAttempt, check: () => Promise<T>): Promise<CheckedSignIn<T>> {
  const { browser } = attempt;
  const own = browser === null ? toKey("network", attempt.network) : toKey("browser", browser);
  await admit(deps, own, browser === null ? byNetwork : byEmail);
  // While the check runs, so that what is asked here takes no time of its own.
  const admission = browser === null ? admitStranger(deps, attempt) : Promise.resolve({ open: true, key: own });
  const [checking, admitted] = await Promise.allSettled([check(), admission]);
  if (admitted.status === "rejected") throw admitted.reason;
  const { open, key } = admitted.value;
  if (checking.status === "rejected") {
    for (const counted of new Set([own, key])) await takeBackAttempt(deps.db, counted);
    throw checking.reason;
  }
  const forgive = async () => {
    if (browser === null) await takeBackAttempt(deps.db, own);
    await forgetFailures(deps.db, key, new Date(deps.now().getTime() - day * 1000));
  };
  return { checked: checking.value, open, forgive };
}
