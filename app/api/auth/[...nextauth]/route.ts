import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { refuseAuthRequest } from "#server/auth/auth-addresses.ts";
import { knownBrowserCookieName } from "#server/auth/cookies.ts";
import { readKnownBrowser, rememberBrowser } from "#server/auth/known-browser.ts";
import { networkOf } from "#server/auth/network.ts";
import { createAuthOptions } from "#server/auth/next-auth.ts";
import type { SignedIn } from "#server/auth/sign-in.ts";
import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const refusal = refuseAuthRequest(request, (await context.params).nextauth);
  if (refusal) return refusal;
  const { env, deps, log } = compose();
  const secret = env.NEXTAUTH_SECRET;
  const secureCookies = env.PUBLIC_URL.startsWith("https:");
  const network = networkOf(request.headers.get("x-forwarded-for"));
  const browser = await readKnownBrowser(request.cookies.get(knownBrowserCookieName(secureCookies))?.value, secret);
  const signedIn: SignedIn[] = [];
  const onSignedIn = (person: SignedIn) => signedIn.push(person);
  const options = createAuthOptions({ ...deps, log, network, browser, onSignedIn, secret, secureCookies });
  const response: Response = await NextAuth(request, context, options);
  for (const person of signedIn) {
    response.headers.append("set-cookie", await rememberBrowser(browser, person, { secret, secure: secureCookies }));
  }
  return response;
}

export { handle as GET, handle as POST };
