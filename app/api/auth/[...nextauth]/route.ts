import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { networkOf } from "#server/auth/network.ts";
import { createAuthOptions } from "#server/auth/next-auth.ts";
import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const { env, deps, log } = compose();
  const secureCookies = env.PUBLIC_URL.startsWith("https:");
  const network = networkOf(request.headers.get("x-forwarded-for"));
  return NextAuth(request, context, createAuthOptions({ ...deps, log, network, secret: env.NEXTAUTH_SECRET, secureCookies }));
}

export { handle as GET, handle as POST };
