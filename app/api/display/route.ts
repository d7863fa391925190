import { cookies } from "next/headers";
import { z } from "zod";
import { themeCookie, themes, timeZoneCookie } from "#components/ui/display.ts";
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
  const options = { path: "/", maxAge: yearS, sameSite: "lax", httpOnly: true } as const;
  if (body.data.theme) jar.set(themeCookie, body.data.theme, options);
  if (body.data.timeZone) jar.set(timeZoneCookie, body.data.timeZone, options);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
