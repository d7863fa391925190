import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Viewer } from "#server/domain/automatic/facts.ts";
import { AppError } from "#server/domain/errors.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import { grantOf } from "./auth.ts";

/** Who asks, for the presenters; throws `forbidden` unless the person has allowed all that the call needs. */
export function viewerOf(scope: GrantScope, { base }: Pick<Viewer, "base">, ...needs: AppScope[]): Viewer {
  const { userUid, scopes } = grantOf(scope);
  const missing = needs.filter((need) => !scopes.has(need));
  if (missing.length > 0) throw new AppError("forbidden", `This access token lacks ${missing.join(" and ")}.`);
  return { userUid, scopes, base };
}
