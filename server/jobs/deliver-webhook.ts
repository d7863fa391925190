import { setMaxListeners } from "node:events";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { type DeliveryDeps, deliverWebhook } from "#server/commands/apps/deliver-webhook.ts";

const payloadSchema = z.object({ deliveryId: z.number().int(), once: z.literal(true).optional() });

export const deliverWebhookJob =
  (deps: DeliveryDeps): Task =>
  async (payload, { abortSignal }) => {
    // One signal for all that are on their way at once.
    setMaxListeners(0, abortSignal);
    await deliverWebhook(deps, payloadSchema.parse(payload), abortSignal);
  };
