/** Apps as those see them who look after them. What happens when people allow one is in the queries of OAuth. */
import { and, arrayOverlaps, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appGrants, appSecrets, apps, oauthCodes, oauthTokens } from "#db/schema/apps.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { notFound } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

const columns = {
  id: apps.id,
  uid: apps.uid,
  accountId: apps.accountId,
  ownerId: apps.ownerId,
  name: apps.name,
  clientId: apps.clientId,
  isPublic: apps.isPublic,
  redirectUris: apps.redirectUris,
  scopes: apps.scopes,
  mode: apps.mode,
  webhookUrl: apps.webhookUrl,
  webhookFormat: apps.webhookFormat,
  webhookSchedule: apps.webhookSchedule,
  /** Until when the signing secret before signs too; null: it never changed. */
  webhookPreviousUntil: apps.webhookPreviousUntil,
  webhookFailingSince: apps.webhookFailingSince,
  webhookDisabledAt: apps.webhookDisabledAt,
  webhookDisabledReason: apps.webhookDisabledReason,
  createdAt: apps.createdAt,
  updatedAt: apps.updatedAt,
};
export type App = Pick<typeof apps.$inferSelect, keyof typeof columns>;

/** With who answers for it and how many people let it read their data. */
export interface ListedApp extends App {
  ownerName: string;
  ownerEmail: string;
  people: number;
}

/** A secret as lists show it. */
export interface AppSecret {
  hint: string;
  createdAt: Date;
  /** Null: until it is rotated. */
  expiresAt: Date | null;
}

/** The account's apps are the business of its owners and managers; programs see none. */
function managedApps(scope: Scope) {
  const may = canManage(scope) && scope.actor.kind !== "key";
  return all(eq(apps.accountId, scope.accountId), may ? undefined : sql`false`);
}

/** People who may sign in and whose tokens the app can still use: those its development mode counts. */
function countPeople(at: Date) {
  return sql<number>`(select count(distinct g.user_id) from ${appGrants} g join ${users} p on p.id = g.user_id and p.disabled_at is null
    where g.app_id = ${apps.id} and g.revoked_at is null and exists (select from ${oauthTokens} t where t.grant_id = g.id
      and t.revoked_at is null and t.replaced_at is null and t.expires_at > ${at.toISOString()}::timestamptz))`.mapWith(Number);
}

const selectListed = (db: Queryable, at: Date) =>
  db
    .select({ ...columns, ownerName: users.name, ownerEmail: users.email, people: countPeople(at) })
    .from(apps)
    .innerJoin(users, eq(users.id, apps.ownerId));

/** The newest first. */
export async function listApps(db: Queryable, scope: Scope, { at }: { at: Date }): Promise<ListedApp[]> {
  return selectListed(db, at).where(managedApps(scope)).orderBy(desc(apps.id));
}

/** Throws `not_found`. */
export async function getApp(db: Queryable, scope: Scope, { appId, at }: { appId: number; at: Date }): Promise<ListedApp> {
  const [app] = await selectListed(db, at).where(and(managedApps(scope), eq(apps.id, appId)));
  if (!app) throw notFound("app");
  return app;
}

/** The secrets that are still good at a moment, the newest first. */
export async function listAppSecrets(db: Queryable, scope: Scope, { appId, at }: { appId: number; at: Date }): Promise<AppSecret[]> {
  return db
    .select({ hint: appSecrets.hint, createdAt: appSecrets.createdAt, expiresAt: appSecrets.expiresAt })
    .from(appSecrets)
    .innerJoin(apps, eq(apps.id, appSecrets.appId))
    .where(and(managedApps(scope), eq(apps.id, appId), or(isNull(appSecrets.expiresAt), gt(appSecrets.expiresAt, at))))
    .orderBy(desc(appSecrets.id));
}

/** What the signing secret of an app's webhook is worked out from. Throws `not_found`. */
export async function getWebhookSalt(db: Queryable, scope: Scope, appId: number): Promise<string> {
  const [row] = await db
    .select({ salt: apps.webhookSalt })
    .from(apps)
    .where(and(managedApps(scope), eq(apps.id, appId)));
  if (!row) throw notFound("app");
  return row.salt;
}

export function countApps(db: Queryable, scope: Scope): Promise<number> {
  return db.$count(apps, managedApps(scope));
}

export type NewApp = Omit<typeof apps.$inferInsert, "id" | "uid" | "accountId">;

export async function insertApp(tx: Tx, scope: Scope, app: NewApp): Promise<App> {
  const [inserted] = await tx
    .insert(apps)
    .values({ ...app, accountId: scope.accountId })
    .returning(columns);
  if (!inserted) throw new Error("The insert returned no app.");
  return inserted;
}

/** The app, locked until the transaction ends, with the salt of its webhook. Throws `not_found`. */
export async function lockApp(tx: Tx, scope: Scope, appId: number): Promise<App & { webhookSalt: string }> {
  const [app] = await tx
    .select({ ...columns, webhookSalt: apps.webhookSalt })
    .from(apps)
    .where(and(managedApps(scope), eq(apps.id, appId)))
    .for("update");
  if (!app) throw notFound("app");
  return app;
}

/** Throws `not_found`. */
export async function updateApp(tx: Tx, scope: Scope, appId: number, change: Partial<NewApp> & { updatedAt: Date }): Promise<App> {
  const [app] = await tx
    .update(apps)
    .set(change)
    .where(and(managedApps(scope), eq(apps.id, appId)))
    .returning(columns);
  if (!app) throw notFound("app");
  return app;
}

/** With all its secrets, grants, tokens and deliveries. */
export async function deleteAppRow(tx: Tx, scope: Scope, appId: number): Promise<void> {
  await tx.delete(apps).where(and(managedApps(scope), eq(apps.id, appId)));
}

/** For an app of the scope, locked before. */
export async function insertAppSecret(tx: Tx, _scope: Scope, secret: { appId: number; hash: string; hint: string; createdAt: Date }) {
  await tx.insert(appSecrets).values(secret);
}

/** Lets the secrets of a locked app work until a moment and no longer; those that end sooner stay, those that ended by now go. */
export async function expireAppSecrets(tx: Tx, _scope: Scope, { appId, until, now }: { appId: number; until: Date; now: Date }) {
  await tx.delete(appSecrets).where(and(eq(appSecrets.appId, appId), sql`${appSecrets.expiresAt} <= ${now.toISOString()}::timestamptz`));
  await tx
    .update(appSecrets)
    .set({ expiresAt: sql`least(${appSecrets.expiresAt}, ${until.toISOString()}::timestamptz)` })
    .where(eq(appSecrets.appId, appId));
}

/** Where people have ever let a locked app read their data, and not taken it back: ids of accounts, maybe of others than its own. */
export async function listGrantAccountIds(tx: Tx, _scope: Scope, appId: number): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ accountId: appGrants.accountId })
    .from(appGrants)
    .where(and(eq(appGrants.appId, appId), isNull(appGrants.revokedAt)));
  return rows.map(({ accountId }) => accountId);
}

/**
 * Ends the tokens and codes of a locked app that hold one of the scopes; answers with the accounts they were for. Its grants are
 * locked first, so that no exchange that has begun brings forth another.
 */
export async function endTokensWithScopes(
  tx: Tx,
  _scope: Scope,
  { appId, scopes, at }: { appId: number; scopes: AppScope[]; at: Date },
): Promise<number[]> {
  if (scopes.length === 0) return [];
  const grants = await tx
    .select({ id: appGrants.id, accountId: appGrants.accountId })
    .from(appGrants)
    .where(eq(appGrants.appId, appId))
    .orderBy(appGrants.id)
    .for("update");
  const ofApp = tx.select({ id: appGrants.id }).from(appGrants).where(eq(appGrants.appId, appId));
  await tx
    .update(oauthCodes)
    .set({ usedAt: at })
    .where(and(inArray(oauthCodes.grantId, ofApp), arrayOverlaps(oauthCodes.scopes, scopes), isNull(oauthCodes.usedAt)));
  const ended = await tx
    .update(oauthTokens)
    .set({ revokedAt: at })
    .where(and(inArray(oauthTokens.grantId, ofApp), arrayOverlaps(oauthTokens.scopes, scopes), isNull(oauthTokens.revokedAt)))
    .returning({ grantId: oauthTokens.grantId });
  const grantIds = new Set(ended.map(({ grantId }) => grantId));
  return [...new Set(grants.filter(({ id }) => grantIds.has(id)).map(({ accountId }) => accountId))];
}
