import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { createAuthOptions } from "#server/auth/next-auth.ts";
import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const { env, deps, log } = compose();
  const secureCookies = env.PUBLIC_URL.startsWith("https:");
  return NextAuth(request, context, createAuthOptions({ ...deps, log, secret: env.NEXTAUTH_SECRET, secureCookies }));
}

export { handle as GET, handle as POST };
