import { type AccessTokenDeps, createAccessTokenReader } from "#server/auth/access-tokens.ts";
import { anonymousScope } from "#server/auth/scope.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Grant, GrantScope } from "#server/domain/scope.ts";
import { isVersion1 } from "./errors.ts";

/** `Bearer` and the older `token`, in any case. */
const header = /^(?:bearer|token) +(\S+)$/i;

/**
 * Who asks: a person's app, by its access token. Calls that have yet to say who asks are nobody's. Where the server is reached by
 * https, nobody is heard who came to the proxy in front of it without.
 */
export function createAutomaticAuth(deps: AccessTokenDeps & { publicUrl: string }) {
  const read = createAccessTokenReader(deps);
  const isSecure = deps.publicUrl.startsWith("https:");
  return async (request: Request, { withoutUser }: { withoutUser: boolean }): Promise<GrantScope> => {
    if (isSecure) refusePlainHttp(request);
    // A stale token beside the credentials of the call itself counts for nothing.
    if (withoutUser) return anonymousScope;
    const secret = header.exec(request.headers.get("authorization")?.trim() ?? "")?.[1];
    if (!secret) throw new AppError("unauthorized", "Send an access token: Authorization: Bearer mpa_…");
    return read(secret);
  };
}

/** The header is there only when a proxy in front of us has set it: server/web-headers.ts takes away anybody else's. */
function refusePlainHttp(request: Request): void {
  const asked = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase();
  if (asked !== "http") return;
  const message = "Use https://: this was asked without encryption, and so was told to everyone on the way.";
  throw isVersion1(request) ? new AppError("not_found", message, { word: message }) : new AppError("forbidden", message);
}

/** What the person has let the app see. Throws `unauthorized` where nobody has said who they are. */
export function grantOf({ grant }: GrantScope): Grant {
  if (!grant) throw new AppError("unauthorized", "Send an access token: Authorization: Bearer mpa_…");
  return grant;
}
