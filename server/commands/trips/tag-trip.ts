import { z } from "zod";
import { deleteTripTag, type TripTag, upsertTripTag } from "#db/queries/trips/tags.ts";
import { forbidden } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { isTripTagName, tripTagNames } from "#server/domain/automatic/tags.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

const tagging = z.strictObject({ tripId: rowId, tag: z.string().max(100) });

/** Who manages the fleet says it of all trips, drivers of their own; viewers only look on. */
function requireTagger(scope: Scope): void {
  const { actor } = scope;
  if (!canManage(scope) && !(actor.kind === "user" && actor.role === "driver")) throw forbidden();
}

/**
 * Says what a trip was for; once more changes nothing. Gives the tag with the moment it was first set. Throws `not_found`, and
 * `unprocessable` for a tag that there is not.
 */
export async function tagTrip({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof tagging>): Promise<TripTag> {
  requireTagger(scope);
  const { tripId, tag } = readArgs(tagging, args);
  if (!isTripTagName(tag)) throw new AppError("unprocessable", `tag: only ${tripTagNames.join(", ")} can be set.`);
  const taggedBy = scope.actor.kind === "user" ? scope.actor.userId : null;
  const tagged = await upsertTripTag(db, scope, { tripId, tag, taggedBy, at: now() });
  if (!tagged) throw notFound("trip");
  return tagged;
}

/** Takes a tag away. Throws `not_found` when the trip has it not. */
export async function untagTrip({ db }: CommandDeps, scope: Scope, args: z.input<typeof tagging>): Promise<void> {
  requireTagger(scope);
  if (!(await deleteTripTag(db, scope, readArgs(tagging, args)))) throw notFound("tag");
}
