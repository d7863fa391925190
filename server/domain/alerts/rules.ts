/** What a rule may ask for. */
import { z } from "zod";
import type { AlertKind, RuleParams } from "./alert.ts";
import { paramLimits } from "./rule-limits.ts";

const geofenceId = z.int().positive().nullable();
const number = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);
const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const { toleranceKmh, leastS, leastTier, hours, belowV, minutes, daysAhead } = paramLimits;

/** What the parameters of a rule of each kind may be. */
export const ruleParamSchemas: { [Kind in AlertKind]: z.ZodType<RuleParams[Kind]> } = {
  speed_limit: z.strictObject({ toleranceKmh: number(toleranceKmh), leastS: number(leastS) }),
  hard_brake: z.strictObject({ leastTier: whole(leastTier) }),
  unplugged: z.strictObject({}),
  silent: z.strictObject({ hours: number(hours) }),
  mil: z.strictObject({}),
  low_battery: z.strictObject({ belowV: number(belowV) }),
  geofence_in: z.strictObject({ geofenceId }),
  geofence_out: z.strictObject({ geofenceId }),
  geofence_dwell: z.strictObject({ geofenceId, minutes: number(minutes) }),
  document_due: z.strictObject({ daysAhead: whole(daysAhead) }),
  service_due: z.strictObject({ daysAhead: whole(daysAhead) }),
  key_due: z.strictObject({ daysAhead: whole(daysAhead) }),
};
