import { compose } from "#server/compose.ts";
import { handleSetup } from "#server/http/setup.ts";
import { isSameOrigin } from "#server/trpc/same-origin.ts";

export const dynamic = "force-dynamic";

/** Creates the first owner, from our own setup page only. */
export function POST(request: Request): Promise<Response> | Response {
  if (!isSameOrigin(request.headers)) return Response.json({ error: "Cross-site request refused." }, { status: 403 });
  const { deps, log } = compose();
  return handleSetup({ ...deps, log }, request);
}
