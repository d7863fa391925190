import type { AlertFacts, AlertKind } from "#server/domain/alerts/alert.ts";
import type { ToldAlert } from "#server/domain/alerts/told-alert.ts";
import { describeDtc } from "#server/domain/dtc/describe.ts";
import { healthPage, toSentences } from "./diagnostics.ts";
import { round } from "./fields.ts";

const titles: Record<AlertKind, string> = {
  speed_limit: "Over the speed limit",
  hard_brake: "Hard braking",
  unplugged: "Adapter unplugged",
  silent: "Nothing heard",
  mil: "Check engine light",
  low_battery: "Low battery",
  geofence_in: "Geofence entered",
  geofence_out: "Geofence left",
  geofence_dwell: "Long stay in a geofence",
  document_due: "Document expires",
  service_due: "Service due",
};

type Teller = { [Kind in AlertKind]: (facts: AlertFacts[Kind]) => string };

const tell: Teller = {
  speed_limit: ({ limitKmh, peakKmh, durationS }) =>
    `drove ${round(peakKmh, 0)} km/h where ${round(limitKmh, 0)} km/h is its limit, for ${round(durationS, 0)} s`,
  hard_brake: ({ peakKmhS }) => `braked hard, by ${round(peakKmhS, 1)} km/h in a second`,
  unplugged: ({ serial }) => `adapter ${serial} was pulled out`,
  silent: ({ hours }) => `nothing was heard of it for ${round(hours, 0)} hours`,
  mil: ({ codes }) => `the check engine light is on${codes.length > 0 ? `: ${codes.join(", ")}` : ""}`,
  low_battery: ({ batteryV }) => `the battery is down to ${round(batteryV, 1)} V`,
  geofence_in: ({ geofence }) => `came to ${geofence}`,
  geofence_out: ({ geofence }) => `left ${geofence}`,
  geofence_dwell: ({ geofence, minutes }) => `has been at ${geofence} for ${round(minutes, 0)} minutes`,
  document_due: ({ document, dueOn }) => `${document} expires on ${dueOn}`,
  service_due: ({ service, dueOn, dueKm }) => `${service} is due${toDue(dueOn, dueKm)}`,
};

function toDue(dueOn: string | null, dueKm: number | null): string {
  const ends = [...(dueOn === null ? [] : [` on ${dueOn}`]), ...(dueKm === null ? [] : [` at ${round(dueKm, 0)} km`])];
  return ends.join(" or");
}

export const toTitle = ({ kind }: ToldAlert): string => titles[kind];

/** A sentence that begins with the name of the car or the driver. */
export function toMessage(alert: ToldAlert): string {
  const about = alert.vehicle?.name ?? alert.driver?.name;
  const told = (tell[alert.kind] as (facts: unknown) => string)(alert.facts);
  return about === undefined ? `${told.charAt(0).toUpperCase()}${told.slice(1)}.` : `${about}: ${told}.`;
}

/** An open fault code as Carnot tells a driver of it. */
export function toCodeNotice(code: string, vehicleId: number, publicUrl: string) {
  const described = describeDtc(code);
  return {
    link: healthPage(publicUrl, vehicleId),
    desc: described ? toSentences(described) : "",
    title: described?.title ?? code,
    type: described?.severity === "critical" ? (2 as const) : (1 as const),
    error: code,
  };
}

/** `02/21/16 19:03:33`, UTC. */
export function toUsDateTime(at: Date): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8})/.exec(at.toISOString()) ?? [];
  return `${month}/${day}/${year} ${time}`;
}
