import { cookies } from "next/headers";
import { z } from "zod";
import { themes } from "#components/ui/state/display.ts";
import { cookieName, cookieOptions } from "#server/auth/cookies.ts";
import { compose } from "#server/compose.ts";
import { isTimeZone } from "#server/domain/time.ts";
import { isSameOrigin } from "#server/trpc/same-origin.ts";

const display = z.strictObject({
  theme: z.enum(themes).optional(),
  timeZone: z.string().max(64).refine(isTimeZone).optional(),
});

const yearS = 365 * 24 * 3600;

/** Keeps how a browser shows pages, so that the server makes the next one right from the start. No session needed. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const body = display.safeParse(await request.json().catch(() => null));
  if (!body.success) return new Response(null, { status: 400 });
  const jar = await cookies();
  const secure = compose().env.PUBLIC_URL.startsWith("https:");
  const options = { ...cookieOptions(secure), maxAge: yearS };
  if (body.data.theme) jar.set(cookieName("theme", secure), body.data.theme, options);
  if (body.data.timeZone) jar.set(cookieName("zone", secure), body.data.timeZone, options);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
