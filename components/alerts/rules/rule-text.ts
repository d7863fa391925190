/** What a rule says of itself, in a person's words and units. Pure. */

import type { AlertWords } from "#components/alerts/alert-text.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import type { AlertKind, RuleParams } from "#server/domain/alerts/alert.ts";
import { concernsCars } from "./rule-draft.ts";

export type AlertRule = RouterOutputs["alerts"]["rules"][number];

interface RuleWords extends AlertWords {
  /** The name of a geofence; null for one that was removed. */
  nameGeofence: (id: number) => string | null;
}

type Say = { [Kind in AlertKind]: (params: RuleParams[Kind], words: RuleWords) => string };

const sayings: Say = {
  speed_limit: ({ toleranceKmh, leastS }, { t, format }) =>
    t("alerts.rules.speed_limit", { tolerance: format.speed(toleranceKmh).text, duration: format.duration(leastS) }),
  hard_brake: ({ leastTier }, { t }) => t("alerts.rules.hard_brake", { tier: t(`alerts.rules.tiers.${toTier(leastTier)}`) }),
  unplugged: (_params, { t }) => t("alerts.rules.unplugged"),
  silent: ({ hours }, { t, format }) => t("alerts.rules.silent", { duration: format.duration(hours * 3600) }),
  mil: (_params, { t }) => t("alerts.rules.mil"),
  low_battery: ({ belowV }, { t, format }) => t("alerts.rules.low_battery", { voltage: format.voltage(belowV).text }),
  geofence_in: ({ geofenceId }, words) => words.t("alerts.rules.geofence_in", { geofence: sayGeofence(words, geofenceId) }),
  geofence_out: ({ geofenceId }, words) => words.t("alerts.rules.geofence_out", { geofence: sayGeofence(words, geofenceId) }),
  geofence_dwell: ({ geofenceId, minutes }, words) =>
    words.t("alerts.rules.geofence_dwell", {
      geofence: sayGeofence(words, geofenceId),
      duration: words.format.duration(minutes * 60),
    }),
  document_due: ({ daysAhead }, { t }) => t("alerts.rules.document_due", { count: daysAhead }),
  key_due: ({ daysAhead }, { t }) => t("alerts.rules.key_due", { count: daysAhead }),
  service_due: ({ daysAhead }, { t }) => t("alerts.rules.service_due", { count: daysAhead }),
};

/** When the rule raises an alert: "More than 5 km/h over the car's limit for 5 s". */
export function sayRule(words: RuleWords, { kind, params }: Pick<AlertRule, "kind" | "params">): string {
  // The kind says what the parameters are.
  const say = sayings[kind] as (params: RuleParams[AlertKind], words: RuleWords) => string;
  return say(params, words);
}

function sayGeofence({ t, nameGeofence }: RuleWords, id: number | null): string {
  if (id === null) return t("alerts.rules.anyGeofence");
  return nameGeofence(id) ?? t("alerts.rules.removedGeofence");
}

/** Which cars, how people are notified, how often: what else there is to say of a rule, in a few words each. */
export function sayRuleFacts(words: AlertWords, rule: Pick<AlertRule, "kind" | "vehicleIds" | "email" | "push" | "cooldownS">): string[] {
  const { t, format } = words;
  const { kind, vehicleIds, email, push, cooldownS } = rule;
  const channels = [t("alerts.rules.inApp"), ...(email ? [t("alerts.rules.byEmail")] : []), ...(push ? [t("alerts.rules.byPush")] : [])];
  const notified = channels.join(", ");
  if (!concernsCars(kind)) return [notified];
  const cars = vehicleIds === null ? t("alerts.allCars") : t("alerts.rules.carCount", { count: vehicleIds.length });
  const each = kind === "document_due" || kind === "service_due" ? kind : "car";
  return [cars, notified, t("alerts.rules.onceIn", { duration: format.duration(cooldownS), each: t(`alerts.rules.each.${each}`) })];
}

/** The tiers of the scoring model, by how they are called. */
export const tiers = ["firm", "hard", "veryHard"] as const;

function toTier(tier: number): (typeof tiers)[number] {
  return tiers[tier - 1] ?? "hard";
}
