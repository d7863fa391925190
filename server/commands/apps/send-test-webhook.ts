import { randomUUID } from "node:crypto";
import { z } from "zod";
import { countTestsSince, findWebhook, insertDelivery } from "#db/queries/apps/webhook-deliveries.ts";
import { enqueueDeliverWebhook } from "#db/queries/queue/jobs.ts";
import { listTripFacts } from "#db/queries/trips/trip-facts.ts";
import { listVehicleFacts } from "#db/queries/vehicles/vehicle-facts.ts";
import { requireGrant } from "#server/commands/authorise.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { toWebhookTurn } from "#server/domain/alerts/delivery/turns.ts";
import { findEventType, webhookEvents } from "#server/domain/apps/webhook-events.ts";
import { toAutomaticBase } from "#server/domain/automatic/base.ts";
import { eventScopes } from "#server/domain/automatic/event-scopes.ts";
import { toTestEvent } from "#server/domain/automatic/test-event.ts";
import { toWebhookBody } from "#server/domain/automatic/to-webhook.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireWebhook } from "./require-webhook.ts";

const schema = z.object({ appId: rowId, type: z.enum(webhookEvents) });

/** How many tests an app may be sent in a minute. */
const mostTests = 10;
const minuteMs = 60_000;

/**
 * Sends an app's webhook an event that did not happen and says so (`"test": true`), about the newest trip and car the one who asks may
 * see. It shows what the app's scopes allow, and the scope such an event needs. Gives the delivery's id. Throws `conflict` when the
 * webhook is not in use, `rate_limited` after many tests in a minute.
 */
export async function sendTestWebhook(deps: NotifyDeps, scope: Scope, args: z.input<typeof schema>): Promise<{ deliveryId: number }> {
  requireGrant(scope, "driver");
  const { appId, type } = readArgs(schema, args);
  const roadType = findEventType(type);
  const userId = scope.actor.kind === "user" ? scope.actor.userId : null;
  const app = await findWebhook(deps.db, scope, { appId, userId });
  if (!app || !roadType) throw notFound("app");
  requireWebhook(app);
  const at = deps.now();
  if ((await countTestsSince(deps.db, appId, new Date(at.getTime() - minuteMs))) >= mostTests) {
    throw new AppError("rate_limited", "Wait a minute before the next test.", { retryAfterS: minuteMs / 1000 });
  }
  const facts = toTestEvent({ uid: randomUUID(), type: roadType, at, ...(await findSubject(deps, scope, at)) });
  const viewer = {
    userUid: app.userUid,
    scopes: new Set([...app.scopes, eventScopes[roadType]]),
    base: toAutomaticBase(deps.notifier.publicUrl),
  };
  const body = JSON.stringify({ ...toWebhookBody(facts, viewer, app.webhookFormat), test: true });
  return deps.db.transaction(async (tx) => {
    const about = { grantId: null, eventId: null, vehicleId: null };
    const delivery = await insertDelivery(tx, { appId, ...about, type, body, createdAt: at, nextAttemptAt: at });
    if (!delivery) throw new Error("The test was not stored.");
    const { id: deliveryId, accountId } = delivery;
    await enqueueDeliverWebhook(tx, { deliveryId }, toWebhookTurn({ accountId, appId, vehicleId: null, failingForMs: 0 }));
    return { deliveryId };
  });
}

async function findSubject({ db }: NotifyDeps, scope: Scope, at: Date) {
  const { trips } = await listTripFacts(db, scope, { offset: 0, limit: 1 });
  const { vehicles } = await listVehicleFacts(db, scope, { at, offset: 0, limit: 1 });
  return { trip: trips[0] ?? null, vehicle: vehicles[0] ?? null };
}
