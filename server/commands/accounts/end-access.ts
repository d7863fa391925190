import type { Tx } from "#db/client.ts";
import { endSessions, listAccountIdsOf } from "#db/queries/accounts/users.ts";
import { revokeLoginsOf } from "#db/queries/apps/tokens.ts";
import { appendEvents } from "#db/queries/outbox/append.ts";

/** Tells whoever remembers credentials of the account that they may mean something else from now on. */
export async function noteCredentialsChanged(tx: Tx, accountId: number, at: Date): Promise<void> {
  await appendEvents(tx, [{ accountId, type: "credentials.changed", at, payload: {} }]);
}

/** Ends a person's sessions and logins over APIs, together with the change that makes it necessary. */
export async function endAccess(tx: Tx, userId: number, at: Date, change: Parameters<typeof endSessions>[2] = {}): Promise<void> {
  await endSessions(tx, userId, change);
  await revokeLoginsOf(tx, userId, at);
  for (const accountId of await listAccountIdsOf(tx, userId)) await noteCredentialsChanged(tx, accountId, at);
}
