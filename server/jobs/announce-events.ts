import type { Task } from "graphile-worker";
import { z } from "zod";
import { announceEvents } from "#server/commands/apps/queue-webhooks.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";

const payloadSchema = z.object({ eventIds: z.array(z.number().int()) });

export const announceEventsJob =
  (deps: NotifyDeps): Task =>
  async (payload) => {
    await announceEvents(deps, payloadSchema.parse(payload).eventIds);
  };
