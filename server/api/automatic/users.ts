import { z } from "zod";
import { getUserFacts, listAllowedClients } from "#db/queries/accounts/user-facts.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { toUser, toUserMetadata, toUserProfile } from "#server/domain/automatic/to-user.ts";
import { notFound } from "#server/domain/errors.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import { grantOf } from "./auth.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import * as shapes from "./shapes.ts";
import { viewerOf } from "./viewer.ts";

const errors = ["forbidden", "not_found"] as const;

export const userId = z.object({ id: z.string().meta({ description: "The id of whoever asks, or me.", example: "me" }) });

/** Throws `not_found` for the id of anybody but the person the token stands for; `me` is theirs too. */
export function requireSelf(scope: GrantScope, id: string): void {
  if (id !== "me" && id !== toAutomaticId("user", grantOf(scope).userUid)) throw notFound("user");
}

/** The person the token stands for: nobody else can be asked about. */
export function declareUsers(api: AutomaticFamily, deps: RouteDeps): void {
  const { db } = deps;
  const readUser = (scope: GrantScope, id: string) => {
    requireSelf(scope, id);
    return getUserFacts(db, scope, grantOf(scope));
  };
  api.get(
    "/user/{id}",
    {
      summary: "A person",
      description: "The id alone without scope:user:profile.",
      params: userId,
      ok: shapes.user,
      errors: ["not_found"],
    },
    async ({ scope, params }) => toUser(await readUser(scope, params.id), viewerOf(scope, deps)),
  );
  api.get("/user/{id}/profile", { summary: "A person's profile", params: userId, ok: shapes.userProfile, errors }, async (call) => {
    const viewer = viewerOf(call.scope, deps, "scope:user:profile");
    return toUserProfile(await readUser(call.scope, call.params.id), viewer);
  });
  api.get(
    "/user/{id}/metadata",
    {
      summary: "What a person uses",
      description: "Null is unknown: there is no app of Motorpool's own on a phone.",
      params: userId,
      ok: shapes.userMetadata,
      errors,
    },
    async ({ scope, params }) => {
      const viewer = viewerOf(scope, deps, "scope:user:profile");
      const user = await readUser(scope, params.id);
      return toUserMetadata(user, await listAllowedClients(db, scope, grantOf(scope)), viewer);
    },
  );
}
