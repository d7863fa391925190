import { findRoadEvents } from "#db/queries/apps/audience.ts";
import { insertDelivery } from "#db/queries/apps/webhook-deliveries.ts";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { enqueueDeliverWebhook } from "#db/queries/queue/jobs.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";
import { toWebhookTurn } from "#server/domain/alerts/delivery/turns.ts";
import { toAutomaticBase } from "#server/domain/automatic/base.ts";
import { isForWebhooks, roadEventNames } from "#server/domain/automatic/road-event.ts";
import { toWebhookBody } from "#server/domain/automatic/to-webhook.ts";
import { findAudience } from "#server/events/audience.ts";

/**
 * Puts events on their way to the webhooks of the apps that may hear of them, in the order they happened in: each once, however often
 * this is repeated. Where a car is each minute goes to streams only.
 */
export async function announceEvents(deps: NotifyDeps, eventIds: readonly number[]): Promise<void> {
  for (const event of await findRoadEvents(deps.db, eventIds)) {
    if (isForWebhooks(event.type)) await announce(deps, event);
  }
}

async function announce({ db, now, notifier }: NotifyDeps, event: OutboxEvent): Promise<void> {
  const at = now();
  const base = toAutomaticBase(notifier.publicUrl);
  for (const { app, grantId, viewer, facts } of await findAudience(db, event, at, { withWebhook: true })) {
    const body = JSON.stringify(toWebhookBody(facts, { ...viewer, base }, app.webhookFormat));
    const { vehicleId } = event;
    const { appId } = app;
    await db.transaction(async (tx) => {
      const row = { appId, grantId, eventId: event.id, vehicleId, type: roadEventNames[facts.type], body };
      const delivery = await insertDelivery(tx, { ...row, createdAt: at, nextAttemptAt: at });
      if (!delivery) return;
      const failingForMs = delivery.failingSince ? at.getTime() - delivery.failingSince.getTime() : 0;
      const turn = toWebhookTurn({ accountId: delivery.accountId, appId, vehicleId, failingForMs });
      await enqueueDeliverWebhook(tx, { deliveryId: delivery.id }, turn);
    });
  }
}
