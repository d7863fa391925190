/** People with what the public APIs for apps tell of one. */
import { and, asc, eq, isNull } from "drizzle-orm";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { appGrants, apps } from "#db/schema/apps.ts";
import type { UserFacts } from "#server/domain/automatic/facts.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** A person of the account; a person sees themselves alone. Throws `not_found`. */
export async function getUserFacts(db: Queryable, scope: Scope, { userId }: { userId: number }): Promise<UserFacts> {
  const isSelf = scope.actor.kind === "user" ? eq(users.id, scope.actor.userId) : undefined;
  const [user] = await db
    .select({ uid: users.uid, name: users.name, email: users.email, createdAt: users.createdAt })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(all(eq(memberships.accountId, scope.accountId), eq(users.id, userId), isSelf))
    .limit(1);
  if (!user) throw notFound("user");
  return user;
}

/** The client ids of the apps that a person has let read what they see of the account. */
export async function listAllowedClients(db: Queryable, scope: Scope, { userId }: { userId: number }): Promise<string[]> {
  const rows = await db
    .select({ clientId: apps.clientId })
    .from(appGrants)
    .innerJoin(apps, eq(apps.id, appGrants.appId))
    .where(and(eq(appGrants.accountId, scope.accountId), eq(appGrants.userId, userId), isNull(appGrants.revokedAt)))
    .orderBy(asc(appGrants.id));
  return rows.map(({ clientId }) => clientId);
}
