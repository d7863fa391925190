import { getIdentity } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import { createConsentHandler } from "#server/http/consent.ts";
import { isSameOrigin } from "#server/trpc/same-origin.ts";

export const dynamic = "force-dynamic";

let handle: ReturnType<typeof createConsentHandler> | undefined;

/** Takes what a person decided about an app, from our own page only. */
export async function POST(request: Request): Promise<Response> {
  if (!isFromOurPage(request.headers)) return new Response("Cross-site request refused.\n", { status: 403 });
  const { env, deps, log } = compose();
  handle ??= createConsentHandler({ ...deps, log, publicUrl: env.PUBLIC_URL, secret: env.NEXTAUTH_SECRET });
  return handle(await getIdentity(), request);
}

/**
 * Our page sends no referrer, and so its form an Origin of `null`. Browsers that say no more, over plain http, are left to the form's
 * own token, which no other site can read.
 */
function isFromOurPage(headers: Headers): boolean {
  return isSameOrigin(headers) || (headers.get("sec-fetch-site") === null && headers.get("origin") === "null");
}
