import { headers } from "next/headers";
import { cache } from "react";
import { compose } from "#server/compose.ts";
import { type Identity, identify, type Session } from "./identify.ts";
import { networkOf } from "./network.ts";
import { withOrigin } from "./scope.ts";

export type { Identity, Session } from "./identify.ts";

/** A function that asks anew who sent this request each time it is called: for answers that go on long after the request. */
export async function createIdentify(): Promise<() => Promise<Identity | null>> {
  const { env, deps } = compose();
  const asked = await headers();
  const cookieHeader = asked.get("cookie");
  const origin = { kind: "web", network: networkOf(asked.get("x-forwarded-for")) } as const;
  return async () => {
    const secureCookies = env.PUBLIC_URL.startsWith("https:");
    const identity = await identify({ ...deps, secret: env.NEXTAUTH_SECRET, secureCookies }, cookieHeader);
    return identity && { ...identity, scope: withOrigin(identity.scope, origin) };
  };
}

/** Who is signed in, with the scope they read and write by. For server components and route handlers; asked once for each request. */
export const getIdentity = cache(async (): Promise<Identity | null> => (await createIdentify())());

/** Who is signed in; null: nobody. For server components. */
export async function getSession(): Promise<Session | null> {
  return (await getIdentity())?.session ?? null;
}
