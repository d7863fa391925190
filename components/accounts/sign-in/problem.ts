/** Why a sign-in did not work, as far as a person may know. */
export type SignInProblem = { kind: "wrong" | "unreachable" } | { kind: "throttledFor" | "busyFor"; seconds: number };

const waits = { RateLimited: "throttledFor", Busy: "busyFor" } as const;

/** Reads next-auth's answer; null when the person is signed in. Codes: server/auth/next-auth.ts. */
export function toProblem(result: { ok: boolean; error?: string | null | undefined } | undefined): SignInProblem | null {
  if (result?.ok && !result.error) return null;
  const error = result?.error ?? "";
  const wait = /^(RateLimited|Busy):(\d+)$/.exec(error);
  if (wait) return { kind: waits[wait[1] === "Busy" ? "Busy" : "RateLimited"], seconds: Number(wait[2]) };
  return { kind: error === "CredentialsSignin" ? "wrong" : "unreachable" };
}
