import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { readClaims, remainingS } from "./session-claims.ts";
import { renewalIntervalS } from "./session-limits.ts";

const times = z.object({ iat: z.number() });

export interface RenewedSession {
  token: string;
  /** Seconds until it runs out when it is not used again. */
  maxAgeS: number;
}

/**
 * A fresh token for a session in use, so that the idle limit starts anew; null when the token is fresh enough, or is none.
 * It says nothing about whether the session still counts: whoever reads it asks the database (see identify).
 */
export async function renewSession(token: string, secret: string, nowMs: number): Promise<RenewedSession | null> {
  const decoded = await decode({ token, secret }).catch(() => null);
  const claims = readClaims(decoded, nowMs);
  const issued = times.safeParse(decoded);
  if (!claims || !issued.success || nowMs / 1000 - issued.data.iat < renewalIntervalS) return null;
  const maxAgeS = remainingS(claims, nowMs);
  return { token: await encode({ token: { ...claims }, secret, maxAge: maxAgeS }), maxAgeS };
}
