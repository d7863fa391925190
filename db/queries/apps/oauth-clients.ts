/** Apps as those meet them who log in with their id. Takes no scope: this is where the scope of an app's request comes from. */
import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { users } from "#db/schema/accounts.ts";
import { appSecrets, apps } from "#db/schema/apps.ts";

const columns = {
  appId: apps.id,
  /** The account that looks after it. */
  accountId: apps.accountId,
  clientId: apps.clientId,
  name: apps.name,
  /** Whom the consent page names. */
  ownerName: users.name,
  isPublic: apps.isPublic,
  redirectUris: apps.redirectUris,
  scopes: apps.scopes,
  mode: apps.mode,
};
export type Client = Pick<typeof apps.$inferSelect, Exclude<keyof typeof columns, "appId" | "ownerName">> & {
  appId: number;
  ownerName: string;
};

/** The app of a client id, whatever strangers send as one; null when there is none. */
export async function findClient(db: Queryable, clientId: string): Promise<Client | null> {
  if (!/^[\w-]{1,100}$/.test(clientId)) return null;
  const [client] = await db.select(columns).from(apps).innerJoin(users, eq(users.id, apps.ownerId)).where(eq(apps.clientId, clientId));
  return client ?? null;
}

/**
 * What an app may have, kept as it is until the transaction ends; null when it is gone. `update` keeps others from holding it too:
 * for what counts the people of an app before it adds one.
 */
export async function holdClient(tx: Tx, appId: number, strength: "share" | "update"): Promise<Pick<Client, "scopes" | "mode"> | null> {
  const [client] = await tx.select({ scopes: apps.scopes, mode: apps.mode }).from(apps).where(eq(apps.id, appId)).for(strength);
  return client ?? null;
}

/** The hashes of an app's secrets that are good at a moment. */
export async function listClientSecretHashes(db: Queryable, appId: number, at: Date): Promise<string[]> {
  const rows = await db
    .select({ hash: appSecrets.hash })
    .from(appSecrets)
    .where(and(eq(appSecrets.appId, appId), or(isNull(appSecrets.expiresAt), gt(appSecrets.expiresAt, at))));
  return rows.map(({ hash }) => hash);
}
