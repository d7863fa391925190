import { z } from "zod";
import { webhookEvents } from "#server/domain/apps/webhook-events.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireManager } from "./authorise.ts";
import type { NotifyDeps } from "./deps.ts";
import { readArgs, rowId } from "./fields.ts";

const schema = z.object({ appId: rowId, type: z.enum(webhookEvents) });

/** Sends an app's webhook an event that says it is a test; the delivery's id. */
export async function sendTestWebhook(_deps: NotifyDeps, scope: Scope, args: z.input<typeof schema>): Promise<{ deliveryId: number }> {
  requireManager(scope);
  readArgs(schema, args);
  throw new AppError("unavailable", "Not yet.");
}
