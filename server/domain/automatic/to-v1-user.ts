import type { UserFacts, Viewer } from "./facts.ts";
import { toAutomaticId } from "./ids.ts";
import { splitName } from "./split-name.ts";

/** A person as version 1 writes one: an id, and with `scope:user:profile` who it is. */
export function toV1User(user: UserFacts, { scopes }: Pick<Viewer, "scopes">) {
  const id = toAutomaticId("user", user.uid);
  return { id, ...(scopes.has("scope:user:profile") && { ...splitName(user.name), email: user.email }) };
}
