import { z } from "zod";
import { alertKinds, alertSeverities } from "#server/domain/alerts/alert.ts";
import { services } from "#server/domain/alerts/delivery/endpoint.ts";
import { idInput } from "./vehicles/vehicles.input.ts";

export const alertInput = z.strictObject({ alertId: idInput });

/** A page of alerts by when they happened, newest first; all filters must match. */
export const alertListInput = z.strictObject({
  state: z.enum(["open", "acknowledged"]).optional(),
  kinds: z.array(z.enum(alertKinds)).min(1).max(alertKinds.length).optional(),
  severities: z.array(z.enum(alertSeverities)).min(1).max(alertSeverities.length).optional(),
  vehicleId: idInput.optional(),
  driverId: idInput.optional(),
  /** `inbox`: what people were notified of or is still true; `log_only`: what went to the log only. */
  delivery: z.enum(["inbox", "log_only", "all"]).default("inbox"),
  /** `nextCursor` of the page before. */
  cursor: idInput.optional(),
  limit: z.number().int().min(1).max(100).default(30),
});

export const markReadInput = z.strictObject({ upToId: idInput });

export const snoozeInput = z.strictObject({ ruleId: idInput, vehicleId: idInput.nullable().default(null), until: z.date() });
export const snoozeIdInput = z.strictObject({ snoozeId: idInput });

const ruleSettings = {
  enabled: z.boolean().optional(),
  severity: z.enum(alertSeverities).optional(),
  /** `RuleParams` of the kind, all of them; the command checks. */
  params: z.record(z.string().max(40), z.union([z.number(), z.null()])).optional(),
  vehicleIds: z.array(idInput).min(1).max(2000).nullable().optional(),
  cooldownS: z.number().int().optional(),
  maxAgeS: z.number().int().optional(),
  email: z.boolean().optional(),
  push: z.boolean().optional(),
  respectsQuiet: z.boolean().optional(),
};
export const createRuleInput = z.strictObject({ kind: z.enum(alertKinds), ...ruleSettings });
export const changeRuleInput = z.strictObject({ ruleId: idInput, ...ruleSettings });
export const ruleInput = z.strictObject({ ruleId: idInput });

/** Local times, "22:00"; null: never quiet. */
const clock = z.string().max(5);
export const quietHoursInput = z.strictObject({ hours: z.strictObject({ from: clock, to: clock }).nullable() });

export const channelsInput = z.strictObject({ email: z.boolean().optional(), push: z.boolean().optional() });

/** What `PushSubscription.toJSON()` of the browser says, and what to call the browser. */
export const addPushInput = z.strictObject({
  endpoint: z.string().max(1000),
  p256dh: z.string().max(200),
  auth: z.string().max(100),
  label: z.string().max(80),
});
export const removePushInput = z.union([z.strictObject({ id: idInput }), z.strictObject({ endpoint: z.string().max(1000) })]);

/** A browser or the mail address of oneself, or a service. */
export const resumeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("push"), id: idInput }),
  z.strictObject({ kind: z.enum(["mail", ...services]) }),
]);

export const messageListInput = z.strictObject({ cursor: idInput.optional(), limit: z.number().int().min(1).max(100).default(30) });
