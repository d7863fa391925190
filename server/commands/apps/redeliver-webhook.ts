import { z } from "zod";
import { noteRedelivery } from "#db/queries/apps/webhook-attempts.ts";
import { findDelivery } from "#db/queries/apps/webhook-deliveries.ts";
import { enqueueDeliverWebhook } from "#db/queries/queue/jobs.ts";
import { requireGrant } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { toWebhookTurn } from "#server/domain/alerts/delivery/turns.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireWebhook } from "./require-webhook.ts";

const schema = z.object({ deliveryId: rowId });

/**
 * Sends a delivery once more at once: the same body under the same `webhook-id`, so that a receiver that has it already can tell. One
 * that still waits goes on by its schedule if this fails too; another is tried this once. Throws `conflict` when the person has
 * revoked what they allowed, or the webhook is not in use.
 */
export async function redeliverWebhook({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof schema>): Promise<void> {
  requireGrant(scope, "driver");
  const { deliveryId } = readArgs(schema, args);
  const delivery = await findDelivery(db, scope, { deliveryId });
  if (!delivery) throw notFound("delivery");
  if (delivery.revokedAt) throw new AppError("conflict", "The person has revoked what they let this app read.");
  requireWebhook(delivery);
  const turn = toWebhookTurn({ ...delivery, failingForMs: 0 });
  const once = delivery.status !== "waiting";
  await db.transaction(async (tx) => {
    await noteRedelivery(tx, deliveryId, now());
    await enqueueDeliverWebhook(tx, { deliveryId, ...(once && { once }) }, turn);
  });
}
