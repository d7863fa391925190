import { decode } from "next-auth/jwt";
import type { Db } from "#db/client.ts";
import { isSessionEnded } from "#db/queries/accounts/ended-sessions.ts";
import { findMember, type Member } from "#db/queries/accounts/members.ts";
import type { Role, Scope } from "#server/domain/scope.ts";
import { sessionCookieName } from "./cookies.ts";
import { scopeForMember } from "./scope.ts";
import { readClaims, type SessionClaims } from "./session-claims.ts";

/** Who is signed in, as screens show it. */
export interface Session {
  userId: number;
  accountId: number;
  role: Role;
  name: string;
  email: string;
  units: "metric" | "imperial";
  /** IANA name; null: the browser's own zone. */
  timeZone: string | null;
}

/** A session with the scope its person reads and writes by. */
export interface Identity {
  session: Session;
  scope: Scope;
  /** What binds a form to the sign-in it was shown in. */
  sessionId: string;
}

export interface IdentifyDeps {
  db: Db;
  now: () => Date;
  /** NEXTAUTH_SECRET: what session tokens are encrypted with. */
  secret: string;
  /** True when people reach the server over https. */
  secureCookies: boolean;
}

function toSession(member: Member): Session {
  const { userId, accountId, role, name, email, units, timeZone } = member;
  return { userId, accountId, role, name, email, units, timeZone };
}

/** The value of one cookie in a Cookie header. */
function readCookie(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const [key, ...value] = part.split("=");
    if (key?.trim() === name) return value.join("=").trim();
  }
  return undefined;
}

/**
 * Finds out whether what a session's token says still counts. Asks the database each time, so that a disabled user, a lost
 * membership, a changed password, a sign-out and "sign out everywhere" take effect at once. Null: it does not.
 */
export async function identifyClaims({ db }: Pick<IdentifyDeps, "db">, claims: SessionClaims): Promise<Identity | null> {
  const [member, ended] = await Promise.all([findMember(db, claims.userId, claims.accountId), isSessionEnded(db, claims.sessionId)]);
  if (!member || ended || member.sessionVersion !== claims.version) return null;
  return { session: toSession(member), scope: scopeForMember(member), sessionId: claims.sessionId };
}

/** Finds out who a request's Cookie header belongs to; null: nobody is signed in. */
export async function identify(deps: IdentifyDeps, cookieHeader: string | null): Promise<Identity | null> {
  const token = readCookie(cookieHeader ?? "", sessionCookieName(deps.secureCookies));
  if (!token) return null;
  const claims = readClaims(await decode({ token, secret: deps.secret }).catch(() => null), deps.now().getTime());
  return claims && identifyClaims(deps, claims);
}
