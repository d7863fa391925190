import { headers } from "next/headers";
import { cache } from "react";
import { compose } from "#server/compose.ts";
import { type Identity, identify, type Session } from "./identify.ts";

export type { Identity, Session } from "./identify.ts";

function identifyCookies(cookieHeader: string | null): Promise<Identity | null> {
  const { env, deps } = compose();
  return identify({ ...deps, secret: env.NEXTAUTH_SECRET, secureCookies: env.PUBLIC_URL.startsWith("https:") }, cookieHeader);
}

/** Who sent this request: the session and the scope its person reads and writes by. For tRPC's context and route handlers. */
export function identityFromRequest(request: Request): Promise<Identity | null> {
  return identifyCookies(request.headers.get("cookie"));
}

/** Who sent this request, without the scope; null: nobody signed in. */
export async function sessionFromRequest(request: Request): Promise<Session | null> {
  return (await identityFromRequest(request))?.session ?? null;
}

/** Who is signed in, with the scope. For server components; asked once for each rendered request. */
export const getIdentity = cache(async (): Promise<Identity | null> => identifyCookies((await headers()).get("cookie")));

/** Who is signed in; null: nobody. For server components. */
export async function getSession(): Promise<Session | null> {
  return (await getIdentity())?.session ?? null;
}
