import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import { encode, type JWT } from "next-auth/jwt";
import credentials from "next-auth/providers/credentials";
import type { Db, Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { insertEndedSession } from "#db/queries/accounts/ended-sessions.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Log } from "#server/log.ts";
import { authCookies } from "./cookies.ts";
import { type IdentifyDeps, identifyClaims } from "./identify.ts";
import type { KnownBrowser } from "./known-browser.ts";
import { readClaims, remainingS, type SessionClaims } from "./session-claims.ts";
import { absoluteLimitS, idleLimitS } from "./session-limits.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

export interface AuthDeps extends IdentifyDeps {
  log: Log;
  /** The network of the request that is answered: see networkOf. */
  network: string;
  /** What the request's cookie says of who signed in with this browser before. */
  browser: KnownBrowser | null;
  /** Called when somebody signs in, for the answer to remember the browser. */
  onSignedIn: (person: SignedIn) => void;
}

declare module "next-auth" {
  interface User extends SignedIn {}
}

const provider = (deps: AuthDeps) =>
  credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(given) {
      const { network, browser } = deps;
      const { email = "", password = "" } = given ?? {};
      try {
        const signedIn = await signIn(deps, { email: String(email), password: String(password), network, browser });
        if (signedIn) {
          await appendSession(deps, signedIn, "session.signed_in");
          deps.onSignedIn(signedIn);
        } else deps.log.info({ network }, "sign-in refused");
        return signedIn && { ...signedIn, id: String(signedIn.userId) };
      } catch (error) {
        throw new Error(toErrorCode(deps, error));
      }
    },
  });

function appendSession(
  { db, now, network }: AuthDeps,
  { userId, accountId }: Pick<SignedIn, "userId" | "accountId">,
  action: "session.signed_in" | "session.signed_out",
  tx: Db | Tx = db,
): Promise<void> {
  return appendAudit(tx, { actor: { kind: "user", userId }, accountId, origin: { kind: "web", network } }, { at: now(), action });
}

/**
 * What the sign-in page is told: `RateLimited:<seconds>`, `Busy:<seconds>` or `Unavailable`; a wrong password is next-auth's
 * `CredentialsSignin`.
 */
function toErrorCode({ log }: AuthDeps, error: unknown): string {
  if (error instanceof AppError && error.code === "rate_limited") return `RateLimited:${error.retryAfterS ?? 1}`;
  if (error instanceof AppError && error.code === "unavailable") return `Busy:${error.retryAfterS ?? 1}`;
  log.error({ err: error }, "sign-in failed");
  return "Unavailable";
}

function toClaims(user: SignedIn, now: Date): SessionClaims {
  const signedInAt = Math.floor(now.getTime() / 1000);
  return { sessionId: randomUUID(), userId: user.userId, accountId: user.accountId, version: user.sessionVersion, signedInAt };
}

/** What a session's token holds: ours alone, whatever next-auth proposes. Throws when the session has ended, which clears its cookie. */
async function toToken(deps: AuthDeps, token: JWT, user: SignedIn | undefined): Promise<JWT> {
  if (user) return { ...toClaims(user, deps.now()) };
  const claims = readClaims(token, deps.now().getTime());
  if (!claims || !(await identifyClaims(deps, claims))) throw new Error("The session has ended.");
  return { ...claims };
}

async function endSession(deps: AuthDeps, token: JWT): Promise<void> {
  const claims = readClaims(token, deps.now().getTime());
  if (!claims) return;
  await deps.db.transaction(async (tx) => {
    await insertEndedSession(tx, claims.sessionId, new Date((claims.signedInAt + absoluteLimitS) * 1000), deps.now());
    await appendSession(deps, claims, "session.signed_out", tx);
  });
}

/**
 * How next-auth signs people in: by e-mail address and password, into sessions held by an encrypted cookie.
 * Its own address it takes from NEXTAUTH_URL, which the starters set to PUBLIC_URL.
 */
export function createAuthOptions(deps: AuthDeps): NextAuthOptions {
  const nowMs = () => deps.now().getTime();
  return {
    secret: deps.secret,
    providers: [provider(deps)],
    session: { strategy: "jwt", maxAge: idleLimitS },
    jwt: {
      encode: (params) => {
        const claims = readClaims(params.token, nowMs());
        return encode({ ...params, maxAge: claims ? remainingS(claims, nowMs()) : 0 });
      },
    },
    useSecureCookies: deps.secureCookies,
    cookies: authCookies(deps.secureCookies),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    callbacks: {
      jwt: ({ token, user }) => toToken(deps, token, user),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token }) => endSession(deps, token) },
    logger: {
      error: (code) => deps.log.info({ code }, "next-auth"),
      warn: (code) => deps.log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}
