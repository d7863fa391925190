import type { Task } from "graphile-worker";
import { z } from "zod";
import { deliverWebhook } from "#server/commands/deliver-webhook.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

const payloadSchema = z.object({ deliveryId: z.number().int() });

export const deliverWebhookJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await deliverWebhook(deps, payloadSchema.parse(payload).deliveryId);
  };
