import type { Task } from "graphile-worker";
import { z } from "zod";
import { sendAlert } from "#server/commands/alerts/send-alert.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";

const payloadSchema = z.object({ alertId: z.number().int() });

export const sendAlertJob =
  (deps: NotifyDeps): Task =>
  async (payload) => {
    await sendAlert(deps, payloadSchema.parse(payload).alertId);
  };
