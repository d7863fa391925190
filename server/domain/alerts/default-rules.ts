/** The alert rules an account begins with. */
import { lowBatteryV } from "#server/domain/health/battery.ts";
import { type AlertKind, type AlertSeverity, alertKinds, type RuleParams } from "./alert.ts";

/** How a rule behaves besides its kind and parameters. Times are seconds. */
export interface RuleSettings {
  enabled: boolean;
  severity: AlertSeverity;
  cooldownS: number;
  maxAgeS: number;
  email: boolean;
  push: boolean;
  respectsQuiet: boolean;
}

export interface RuleDraft<Kind extends AlertKind = AlertKind> extends RuleSettings {
  kind: Kind;
  params: RuleParams[Kind];
}

const minute = 60;
const hour = 3600;
const day = 86_400;

/** The settings a rule of a kind begins with. */
const defaults: { [Kind in AlertKind]: Omit<RuleDraft<Kind>, "kind" | "enabled" | "respectsQuiet"> & { respectsQuiet?: boolean } } = {
  speed_limit: {
    params: { toleranceKmh: 5, leastS: 5 },
    severity: "warning",
    cooldownS: 15 * minute,
    maxAgeS: 2 * hour,
    email: false,
    push: true,
  },
  hard_brake: { params: { leastTier: 2 }, severity: "warning", cooldownS: 15 * minute, maxAgeS: 2 * hour, email: false, push: false },
  // Pulled out at night it may be a theft.
  unplugged: { params: {}, severity: "critical", cooldownS: 12 * hour, maxAgeS: day, email: true, push: true, respectsQuiet: false },
  silent: { params: { hours: 72 }, severity: "warning", cooldownS: day, maxAgeS: 7 * day, email: true, push: false },
  mil: { params: {}, severity: "critical", cooldownS: day, maxAgeS: 3 * day, email: true, push: true },
  low_battery: { params: { belowV: lowBatteryV }, severity: "warning", cooldownS: day, maxAgeS: day, email: true, push: true },
  geofence_in: { params: { geofenceId: null }, severity: "info", cooldownS: 5 * minute, maxAgeS: 2 * hour, email: false, push: true },
  geofence_out: { params: { geofenceId: null }, severity: "info", cooldownS: 5 * minute, maxAgeS: 2 * hour, email: false, push: true },
  geofence_dwell: {
    params: { geofenceId: null, minutes: 60 },
    severity: "info",
    cooldownS: hour,
    maxAgeS: 6 * hour,
    email: false,
    push: false,
  },
  // What is due is reported again after each cooldown until it is done.
  document_due: { params: { daysAhead: 30 }, severity: "warning", cooldownS: 7 * day, maxAgeS: day, email: true, push: false },
  service_due: { params: { daysAhead: 14 }, severity: "warning", cooldownS: 7 * day, maxAgeS: day, email: true, push: false },
  // A worker that did not run on that day makes up for it.
  key_due: { params: { daysAhead: 14 }, severity: "warning", cooldownS: hour, maxAgeS: 14 * day, email: true, push: false },
};

/** What a rule of this kind is when nothing else is asked for. */
export function defaultRule<Kind extends AlertKind>(kind: Kind): RuleDraft<Kind> {
  return { kind, enabled: true, respectsQuiet: true, ...defaults[kind] };
}

/** One rule of each kind: what every account begins with. */
export const defaultRules: readonly RuleDraft[] = alertKinds.map((kind) => defaultRule(kind));
