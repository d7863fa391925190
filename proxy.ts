import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { cookieOptions, sessionCookieName } from "./server/auth/cookies.ts";
import { securityHeaders } from "./server/auth/security-headers.ts";
import { renewSession } from "./server/auth/session-renewal.ts";
import { type Env, readEnv } from "./server/env.ts";

let env: Env | undefined;

/** Read at the first request: `next build` runs this module without an environment. */
function environment(): Env {
  env ??= readEnv();
  return env;
}

/** Runs ahead of pages and tRPC. It sets headers and renews cookies; who may see what is decided where it is read, never here. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { PUBLIC_URL, MAP_TILE_URL, NODE_ENV } = environment();
  const nonce = randomBytes(16).toString("base64");
  const https = PUBLIC_URL.startsWith("https:");
  const leadsOn = /^\/oauth\/authorize\/?$/.test(request.nextUrl.pathname);
  const headers = securityHeaders({ nonce, https, tileUrl: MAP_TILE_URL, leadsOn, development: NODE_ENV === "development" });
  const forwarded = new Headers(request.headers);
  // Next takes the nonce for its own scripts from the policy in the request.
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  forwarded.set("x-nonce", nonce);
  // Pages do not know their address; the sign-in page leads back to it.
  forwarded.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  const { pathname } = request.nextUrl;
  if (isPage(pathname)) response.headers.set("cache-control", "private, no-store");
  // next-auth sets and clears the cookie itself.
  if (!pathname.startsWith("/api/auth/")) await renewCookie(request, response, https);
  return response;
}

/** Files of public/ have a name with a dot; they are the same for everyone. */
function isPage(pathname: string): boolean {
  return !/\.[a-z0-9]+$/i.test(pathname);
}

async function renewCookie(request: NextRequest, response: NextResponse, secure: boolean): Promise<void> {
  const name = sessionCookieName(secure);
  const token = request.cookies.get(name)?.value;
  const renewed = token ? await renewSession(token, environment().NEXTAUTH_SECRET, Date.now()) : null;
  if (renewed) response.cookies.set(name, renewed.token, { ...cookieOptions(secure), maxAge: renewed.maxAgeS });
}

export const config = {
  // The public APIs stay out: they take uploads of any size, which would be buffered here, and answer programs.
  matcher: ["/((?!api/(?!auth|display|health|setup|trpc)|_next/static|_next/image).*)"],
};
