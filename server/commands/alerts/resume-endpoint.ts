import { z } from "zod";
import type { Db } from "#db/client.ts";
import { listPushSubscriptions } from "#db/queries/alerts/channels.ts";
import { clearEndpointFailures } from "#db/queries/alerts/endpoints.ts";
import { makeMessagesDue, type Waiting } from "#db/queries/alerts/messages.ts";
import { enqueueDeliverMessage } from "#db/queries/queue/jobs.ts";
import { requireManager, requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { type EndpointKey, services } from "#server/domain/alerts/delivery/endpoint.ts";
import { toMessageTurn } from "#server/domain/alerts/delivery/turns.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const endpoint = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("push"), id: rowId }),
  z.strictObject({ kind: z.enum(["mail", ...services]) }),
]);

/** As many messages are made due at once; the others come when it is their time. */
const mostMessages = 1000;

/**
 * Sends again to an endpoint that failed, at once: a browser or the mail address of oneself, or, for owners and managers, a service of
 * this installation. Should it fail once more, it is left alone again. Throws `not_found`.
 */
export async function resumeEndpoint({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof endpoint>): Promise<void> {
  const { key, waiting } = await findNamed(db, scope, readArgs(endpoint, args));
  const at = now();
  await db.transaction(async (tx) => {
    await clearEndpointFailures(tx, [key]);
    if (!waiting) return;
    for (const message of await makeMessagesDue(tx, scope, waiting, { at, limit: mostMessages })) {
      await enqueueDeliverMessage(tx, message.id, toMessageTurn(message));
    }
  });
}

interface Resumed {
  key: EndpointKey;
  /** The messages that wait for it; null: none do. */
  waiting: Waiting | null;
}

async function findNamed(db: Db, scope: Scope, named: z.output<typeof endpoint>): Promise<Resumed> {
  if (named.kind === "push") return findBrowser(db, requireUser(scope), named.id);
  if (named.kind === "mail") {
    const userId = requireUser(scope);
    return { key: `mail:${userId}`, waiting: { mailOfUserId: userId } };
  }
  requireManager(scope);
  return { key: named.kind, waiting: named.kind === "geocoder" ? null : { mailOfUserId: null } };
}

async function findBrowser(db: Db, userId: number, id: number): Promise<Resumed> {
  if (!(await listPushSubscriptions(db, userId)).some((browser) => browser.id === id)) throw notFound("push subscription");
  return { key: `push:${id}`, waiting: { pushSubscriptionId: id } };
}
