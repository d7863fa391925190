import { compose } from "#server/compose.ts";
import { describeAuthorizationServer } from "#server/domain/apps/oauth/metadata.ts";

export const dynamic = "force-dynamic";

/** How programs log people in here (RFC 8414): for anyone, pages of other sites too. */
export function GET(): Response {
  const headers = { "access-control-allow-origin": "*" };
  return Response.json(describeAuthorizationServer(compose().env.PUBLIC_URL), { headers });
}
