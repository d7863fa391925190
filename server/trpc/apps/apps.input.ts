import { z } from "zod";
import { appScopes } from "#server/domain/apps/scopes.ts";
import { webhookEvents } from "#server/domain/apps/webhook-events.ts";
import { idInput } from "#server/trpc/vehicles/vehicles.input.ts";

export const appInput = z.strictObject({ appId: idInput });

const name = z.string().trim().min(1).max(100);
const redirectUris = z.array(z.string().trim().max(500)).max(10);
const scopes = z.array(z.enum(appScopes)).max(50);
const mode = z.enum(["development", "production"]);
const webhookUrl = z.string().trim().max(500).nullable();

export const createAppInput = z.strictObject({ name, redirectUris, scopes, mode, isPublic: z.boolean(), webhookUrl });

/** What is given is changed; the command says what is wrong with it. */
export const updateAppInput = z.strictObject({
  appId: idInput,
  name: name.optional(),
  redirectUris: redirectUris.optional(),
  scopes: scopes.optional(),
  mode: mode.optional(),
  webhookUrl: webhookUrl.optional(),
  webhookFormat: z.enum(["v1", "v2"]).optional(),
  webhookSchedule: z.enum(["classic", "long"]).optional(),
  webhookOn: z.literal(true).optional(),
});

export const rotateInput = z.strictObject({
  appId: idInput,
  /** How long what was good so far stays good, s. */
  overlapS: z
    .int()
    .min(0)
    .max(30 * 86_400),
});

export const sendTestInput = z.strictObject({ appId: idInput, type: z.enum(webhookEvents) });

export const deliveriesInput = z.strictObject({ appId: idInput, cursor: idInput.optional(), limit: z.int().min(1).max(100).default(20) });

export const deliveryInput = z.strictObject({ deliveryId: idInput });

export const grantInput = z.strictObject({ grantId: idInput });
