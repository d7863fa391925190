/** What people have let apps do. */
import { and, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appGrants, apps, oauthCodes, oauthTokens, webhookDeliveries } from "#db/schema/apps.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Scope } from "#server/domain/scope.ts";

/** Tokens that an app can still do something with. */
function liveTokens(at: Date): SQL {
  return all(isNull(oauthTokens.revokedAt), isNull(oauthTokens.replacedAt), gt(oauthTokens.expiresAt, at));
}

/** An app that a person lets read their data. */
export interface ListedGrant {
  grantId: number;
  appId: number;
  appName: string;
  /** Who answers for the app. */
  ownerName: string;
  /** Of all its tokens that work. */
  scopes: AppScope[];
  /** When the person first allowed it, and the last time. */
  createdAt: Date;
  allowedAt: Date;
  /** When it last asked for something, to the minute; null: not yet. */
  lastUsedAt: Date | null;
}

/** The apps that have something of the person who asks, in the scope's account, the last allowed first; programs have none. */
export async function listGrantsOf(db: Queryable, scope: Scope, { at }: { at: Date }): Promise<ListedGrant[]> {
  if (scope.actor.kind !== "user") return [];
  const ofGrant = all(eq(oauthTokens.grantId, appGrants.id), liveTokens(at));
  const scopes = sql<AppScope[]>`array(
    select distinct unnest(${oauthTokens.scopes}) from ${oauthTokens} where ${ofGrant} order by 1)`;
  const lastUsedAt = sql<Date | null>`(
    select max(${oauthTokens.lastUsedAt}) from ${oauthTokens} where ${oauthTokens.grantId} = ${appGrants.id})`;
  return db
    .select({
      grantId: appGrants.id,
      appId: apps.id,
      appName: apps.name,
      ownerName: users.name,
      scopes,
      createdAt: appGrants.createdAt,
      allowedAt: appGrants.allowedAt,
      lastUsedAt: lastUsedAt.mapWith(oauthTokens.lastUsedAt),
    })
    .from(appGrants)
    .innerJoin(apps, eq(apps.id, appGrants.appId))
    .innerJoin(users, eq(users.id, apps.ownerId))
    .where(
      and(
        eq(appGrants.accountId, scope.accountId),
        eq(appGrants.userId, scope.actor.userId),
        isNull(appGrants.revokedAt),
        sql`exists (select from ${oauthTokens} where ${ofGrant})`,
      ),
    )
    .orderBy(desc(appGrants.allowedAt), desc(appGrants.id));
}

/** Lets an app read what the person sees of the scope's account, or goes on letting it; the grant's id. */
export async function renewGrant(tx: Tx, scope: Scope, grant: { appId: number; userId: number; at: Date }): Promise<number> {
  const { appId, userId, at } = grant;
  const [row] = await tx
    .insert(appGrants)
    .values({ appId, userId, accountId: scope.accountId, createdAt: at, allowedAt: at })
    .onConflictDoUpdate({ target: [appGrants.appId, appGrants.userId, appGrants.accountId], set: { allowedAt: at, revokedAt: null } })
    .returning({ id: appGrants.id });
  if (!row) throw new Error("The insert returned no grant.");
  return row.id;
}

/** How many people other than one have tokens of an app that work, and whether that one has. Those who may not sign in do not count. */
export async function countPeople(db: Queryable, args: { appId: number; userId: number; at: Date }) {
  const [row] = await db
    .select({
      others: sql<number>`count(distinct ${appGrants.userId}) filter (where ${appGrants.userId} <> ${args.userId})`.mapWith(Number),
      isOne: sql<boolean>`coalesce(bool_or(${appGrants.userId} = ${args.userId}), false)`,
    })
    .from(appGrants)
    .innerJoin(oauthTokens, eq(oauthTokens.grantId, appGrants.id))
    .innerJoin(users, eq(users.id, appGrants.userId))
    .where(and(eq(appGrants.appId, args.appId), isNull(appGrants.revokedAt), isNull(users.disabledAt), liveTokens(args.at)));
  return row ?? { others: 0, isOne: false };
}

/** Keeps a grant as it is until the transaction ends; false when it is revoked or gone. */
export async function holdGrant(tx: Tx, grantId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: appGrants.id })
    .from(appGrants)
    .where(and(eq(appGrants.id, grantId), isNull(appGrants.revokedAt)))
    .for("update");
  return rows.length > 0;
}

/** The app of a grant in the scope's account; null when there is no such grant. */
export async function findAppOfGrant(tx: Tx, scope: Scope, grantId: number): Promise<{ id: number; name: string } | null> {
  const rows = await tx
    .select({ id: apps.id, name: apps.name })
    .from(appGrants)
    .innerJoin(apps, eq(apps.id, appGrants.appId))
    .where(and(eq(appGrants.accountId, scope.accountId), eq(appGrants.id, grantId)));
  return rows[0] ?? null;
}

/** A person's grants of the scope's account that are not revoked, or the one of this id; locked until the transaction ends. */
export async function lockGrantsOf(tx: Tx, scope: Scope, args: { userId: number; grantId?: number }): Promise<number[]> {
  const rows = await tx
    .select({ id: appGrants.id })
    .from(appGrants)
    .where(
      and(
        eq(appGrants.accountId, scope.accountId),
        eq(appGrants.userId, args.userId),
        args.grantId === undefined ? undefined : eq(appGrants.id, args.grantId),
        isNull(appGrants.revokedAt),
      ),
    )
    .orderBy(appGrants.id)
    .for("update");
  return rows.map(({ id }) => id);
}

/** Ends grants of the scope's account that were locked before: their tokens, their codes, and what waits to be told of them. */
export async function endGrantRows(tx: Tx, scope: Scope, grantIds: readonly number[], at: Date): Promise<void> {
  const ids = [...grantIds];
  if (ids.length === 0) return;
  await tx
    .update(appGrants)
    .set({ revokedAt: at })
    .where(and(eq(appGrants.accountId, scope.accountId), inArray(appGrants.id, ids)));
  await tx
    .update(oauthTokens)
    .set({ revokedAt: at })
    .where(and(inArray(oauthTokens.grantId, ids), isNull(oauthTokens.revokedAt)));
  await tx
    .update(oauthCodes)
    .set({ usedAt: at })
    .where(and(inArray(oauthCodes.grantId, ids), isNull(oauthCodes.usedAt)));
  await tx
    .update(webhookDeliveries)
    .set({ status: "dropped", nextAttemptAt: null, endedAt: at })
    .where(and(inArray(webhookDeliveries.grantId, ids), eq(webhookDeliveries.status, "waiting")));
}
