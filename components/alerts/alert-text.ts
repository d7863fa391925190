/** What an alert says, from its kind and facts, in a person's words and units. Pure. */

import type { Translate } from "#components/messages/messages.ts";
import type { Format } from "#components/ui/values/format.tsx";
import type { AlertFacts, AlertKind } from "#server/domain/alerts/alert.ts";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";

export interface AlertWords {
  t: Translate;
  format: Format;
}

type Say = { [Kind in AlertKind]: (facts: AlertFacts[Kind], words: AlertWords) => string };

const hourS = 3600;
const minuteS = 60;

const sayings: Say = {
  speed_limit: ({ peakKmh, limitKmh, durationS }, { t, format }) =>
    t("alerts.says.speed_limit", {
      peak: format.speed(peakKmh).text,
      limit: format.speed(limitKmh).text,
      duration: format.duration(durationS),
    }),
  hard_brake: ({ peakKmhS, tier }, { t, format }) =>
    t("alerts.says.hard_brake", { strength: t(`alerts.tiers.${tierOf(tier)}`), peak: format.acceleration(peakKmhS).text }),
  unplugged: ({ serial }, { t }) => t("alerts.says.unplugged", { serial }),
  silent: ({ hours }, { t, format }) => t("alerts.says.silent", { duration: format.duration(hours * hourS) }),
  mil: ({ codes }, { t }) => (codes.length > 0 ? t("alerts.says.mil", { codes: codes.join(", ") }) : t("alerts.says.milWithoutCodes")),
  low_battery: ({ batteryV }, { t, format }) => t("alerts.says.low_battery", { voltage: format.voltage(batteryV).text }),
  geofence_in: ({ geofence }, { t }) => t("alerts.says.geofence_in", { geofence }),
  geofence_out: ({ geofence }, { t }) => t("alerts.says.geofence_out", { geofence }),
  geofence_dwell: ({ geofence, minutes }, { t, format }) =>
    t("alerts.says.geofence_dwell", { geofence, duration: format.duration(minutes * minuteS) }),
  document_due: ({ document, dueOn }, { t, format }) =>
    t("alerts.says.document_due", { document: t(`documents.kinds.${document}`), day: format.day(dueOn) }),
  key_due: ({ key, expiresAt }, { t, format }) => t("alerts.says.key_due", { key, time: format.dateTime(new Date(expiresAt)) }),
  service_due: ({ service, dueOn, dueKm }, { t, format }) => {
    const distance = dueKm === null ? null : format.distance(dueKm * 1000).text;
    if (dueOn === null)
      return distance === null ? t("alerts.says.serviceDue", { service }) : t("alerts.says.serviceDueAt", { service, distance });
    if (distance === null) return t("alerts.says.serviceDueOn", { service, day: format.day(dueOn) });
    return t("alerts.says.serviceDueOnOrAt", { service, day: format.day(dueOn), distance });
  },
};

/** "Drove 132 km/h where 110 km/h is its limit, for 40 s". */
export function sayAlert(words: AlertWords, { kind, facts }: Pick<AlertDetails, "kind" | "facts">): string {
  // The kind says what the facts are.
  const say = sayings[kind] as (facts: AlertFacts[AlertKind], words: AlertWords) => string;
  return say(facts, words);
}

/** The same with the car ahead, for where it stands alone. */
export function sayAlertOfCar(words: AlertWords, alert: AlertDetails): string {
  const text = sayAlert(words, alert);
  return alert.vehicle ? words.t("alerts.ofCar", { car: alert.vehicle.name, text }) : text;
}

/** 1-3, the tiers of the scoring model. */
function tierOf(tier: number): "firm" | "hard" | "veryHard" {
  if (tier >= 3) return "veryHard";
  return tier === 2 ? "hard" : "firm";
}

/** Where an alert leads: what to look at, or what to change. */
export function placeToAct({
  kind,
  vehicle,
}: Pick<AlertDetails, "kind" | "vehicle">): { href: string; key: "health" | "documents" | "service" | "geofences" | "keys" } | null {
  if (kind === "geofence_in" || kind === "geofence_out" || kind === "geofence_dwell") return { href: "/geofences", key: "geofences" };
  if (kind === "key_due") return { href: "/developers", key: "keys" };
  if (!vehicle) return null;
  const car = `/vehicles/${vehicle.id}`;
  if (kind === "mil" || kind === "low_battery") return { href: `${car}/health`, key: "health" };
  if (kind === "document_due") return { href: `${car}/documents`, key: "documents" };
  return kind === "service_due" ? { href: `${car}/service`, key: "service" } : null;
}

/** The second of the trip at which it happened. */
export function tripLinkOf({ tripId, at }: Pick<AlertDetails, "tripId" | "at">): string | null {
  return tripId === null ? null : `/trips/${tripId}?at=${at.getTime()}`;
}
