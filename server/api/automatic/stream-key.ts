import type { Db } from "#db/client.ts";
import { listStandingSecrets } from "#db/queries/apps/active-secrets.ts";
import { findClient } from "#db/queries/apps/oauth-clients.ts";
import { verifyClientSecret } from "#server/auth/app-secrets.ts";
import type { StreamKey, StreamTickets } from "#server/auth/stream-tickets.ts";
import { hashToken } from "#server/auth/tokens.ts";
import type { ClientPair, StreamCredentials } from "./stream-credentials.ts";

export interface StreamKeyDeps {
  db: Db;
  now: () => Date;
  tickets: Pick<StreamTickets, "redeem">;
}

/** What an app's id and secret open a stream with; null where they are wrong. A public app has no secret and no stream. */
export async function findKeyOfPair({ db, now }: Pick<StreamKeyDeps, "db" | "now">, pair: ClientPair): Promise<StreamKey | null> {
  const client = await findClient(db, pair.clientId);
  if (!client || client.isPublic || !(await verifyClientSecret(db, client, pair.secret, now()))) return null;
  return { appId: client.appId, hash: hashToken(pair.secret) };
}

/** The same of whatever credentials. A ticket is good no longer than the secret it was asked for with. */
export async function findStreamKey(deps: StreamKeyDeps, given: StreamCredentials): Promise<StreamKey | null> {
  if ("pair" in given) return findKeyOfPair(deps, given.pair);
  const key = deps.tickets.redeem(given.ticket);
  const standing = key && (await listStandingSecrets(deps.db, [key.hash], deps.now()));
  return standing?.has(key?.hash ?? "") ? key : null;
}
