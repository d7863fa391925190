/** What of next-auth's addresses a sign-in by e-mail address and password needs, with their methods. */
const addresses: Record<string, readonly string[]> = {
  csrf: ["GET", "HEAD"],
  providers: ["GET", "HEAD"],
  session: ["GET", "HEAD"],
  signout: ["POST"],
  _log: ["POST"],
  "callback/credentials": ["POST"],
};
const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** Refuses what next-auth would answer as an error of the server, or for ways to sign in that are not ours; null: it may answer. */
export function refuseAuthRequest({ method, headers }: Pick<Request, "method" | "headers">, path: readonly string[]): Response | null {
  const name = path.join("/");
  const allowed = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
  if (!allowed) return Response.json({ error: "No such address." }, { status: 404 });
  const allow = allowed.join(", ");
  if (!allowed.includes(method)) return Response.json({ error: `Only ${allow} here.` }, { status: 405, headers: { Allow: allow } });
  if (method === "POST" && !form.test(headers.get("content-type") ?? "")) {
    return Response.json({ error: "Send a form: application/x-www-form-urlencoded." }, { status: 415 });
  }
  return null;
}
