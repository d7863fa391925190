import { z } from "zod";
import { absoluteLimitS, idleLimitS } from "./session-limits.ts";

/** What a session's token says. It proves who signed in and when; whether that still counts is asked of the database each time. */
const claims = z.object({
  sessionId: z.uuid(),
  userId: z.int().positive(),
  accountId: z.int().positive(),
  /** The user's session version at sign-in: see users.session_version. */
  version: z.int().positive(),
  /** Epoch seconds of the sign-in. */
  signedInAt: z.int().positive(),
});

export type SessionClaims = z.infer<typeof claims>;

/** Reads a decoded token; null when it is none of ours or has outlived the absolute limit. `nowMs` is epoch milliseconds. */
export function readClaims(token: unknown, nowMs: number): SessionClaims | null {
  const result = claims.safeParse(token);
  if (!result.success) return null;
  const ageS = nowMs / 1000 - result.data.signedInAt;
  return ageS >= absoluteLimitS ? null : result.data;
}

/** Seconds until a session ends when it is not used again: the idle limit, or less when the absolute one is nearer. */
export function remainingS(session: Pick<SessionClaims, "signedInAt">, nowMs: number): number {
  return Math.max(0, Math.min(idleLimitS, Math.floor(session.signedInAt + absoluteLimitS - nowMs / 1000)));
}
