/** Why a sign-in did not work, as far as a person may know. */
export type SignInProblem = { kind: "wrong" | "unreachable" } | { kind: "throttled"; seconds: number };

/** Reads next-auth's answer; null when the person is signed in. Codes: server/auth/next-auth.ts. */
export function toProblem(result: { ok: boolean; error?: string | null | undefined } | undefined): SignInProblem | null {
  if (result?.ok && !result.error) return null;
  const error = result?.error ?? "";
  const throttled = /^RateLimited:(\d+)$/.exec(error);
  if (throttled) return { kind: "throttled", seconds: Number(throttled[1]) };
  return { kind: error === "CredentialsSignin" ? "wrong" : "unreachable" };
}
