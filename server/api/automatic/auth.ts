import { type AccessTokenDeps, createAccessTokenReader } from "#server/auth/access-tokens.ts";
import { anonymousScope } from "#server/auth/scope.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Grant, GrantScope } from "#server/domain/scope.ts";

/** `Bearer` and the older `token`, in any case. */
const header = /^(?:bearer|token) +(\S+)$/i;

/**
 * Who asks: a person's app, by its access token. Calls that have yet to say who asks are nobody's.
 */
export function createAutomaticAuth(deps: AccessTokenDeps) {
  const read = createAccessTokenReader(deps);
  return async (request: Request, { withoutUser }: { withoutUser: boolean }): Promise<GrantScope> => {
    // A stale token beside the credentials of the call itself counts for nothing.
    if (withoutUser) return anonymousScope;
    const secret = header.exec(request.headers.get("authorization")?.trim() ?? "")?.[1];
    if (!secret) throw new AppError("unauthorized", "Send an access token: Authorization: Bearer mpa_…");
    return read(secret);
  };
}

/** What the person has let the app see. Throws `unauthorized` where nobody has said who they are. */
export function grantOf({ grant }: GrantScope): Grant {
  if (!grant) throw new AppError("unauthorized", "Send an access token: Authorization: Bearer mpa_…");
  return grant;
}
