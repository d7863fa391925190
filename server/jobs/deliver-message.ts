import { setMaxListeners } from "node:events";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { deliverMessage, type MessageDeps } from "#server/commands/alerts/deliver-message.ts";

const payloadSchema = z.object({ messageId: z.number().int() });

export const deliverMessageJob = (deps: Omit<MessageDeps, "accepted">): Task => {
  const accepted = new Set<number>();
  return async (payload, { abortSignal }) => {
    // One signal for all that are on their way at once.
    setMaxListeners(0, abortSignal);
    await deliverMessage({ ...deps, accepted }, payloadSchema.parse(payload).messageId, abortSignal);
  };
};
