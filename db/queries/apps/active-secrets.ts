import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import { appGrants, appSecrets, apps } from "#db/schema/apps.ts";

/** Which of these hashes are of secrets that are good at a moment. Takes no scope: it is asked about credentials, before there is one. */
export async function listStandingSecrets(db: Queryable, hashes: readonly string[], at: Date): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: appSecrets.hash })
    .from(appSecrets)
    .innerJoin(apps, eq(apps.id, appSecrets.appId))
    .where(
      and(inArray(appSecrets.hash, [...hashes]), eq(apps.isPublic, false), or(isNull(appSecrets.expiresAt), gt(appSecrets.expiresAt, at))),
    );
  return new Set(rows.map(({ hash }) => hash));
}

/** Which of these apps somebody allows. */
export async function listAllowedApps(db: Queryable, appIds: readonly number[]): Promise<Set<number>> {
  if (appIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ appId: appGrants.appId })
    .from(appGrants)
    .where(and(inArray(appGrants.appId, [...appIds]), isNull(appGrants.revokedAt)));
  return new Set(rows.map(({ appId }) => appId));
}
