import type { Task } from "graphile-worker";
import { z } from "zod";
import type { NotifyDeps } from "#server/commands/deps.ts";
import { sendAlert } from "#server/commands/send-alert.ts";

const payloadSchema = z.object({ alertId: z.number().int() });

export const sendAlertJob =
  (deps: NotifyDeps): Task =>
  async (payload) => {
    await sendAlert(deps, payloadSchema.parse(payload).alertId);
  };
