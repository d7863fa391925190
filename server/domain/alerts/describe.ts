/** An alert in words, for mails and pushed notes, which no screen writes. */
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { localDay, toIso, zoneOffsetMs } from "#server/domain/time.ts";
import { toMph, type UnitSystem } from "#server/domain/units.ts";
import type { AlertFacts, AlertKind } from "./alert.ts";

export interface DescribedAlert {
  kind: AlertKind;
  facts: AlertFacts[AlertKind];
  /** Null: about no car, a driver's licence for example. */
  vehicle: string | null;
  driver: string | null;
  at: Date;
  /** IANA zone of the place of the drive it happened on; null: on no drive. */
  timeZone: string | null;
}

/** For whom it is written. */
export interface Reader {
  units: UnitSystem;
  /** For moments that are not of a drive. */
  timeZone: string;
}

export interface AlertWords {
  subject: string;
  /** One sentence, then who and when. */
  body: string;
}

const documentNames: Record<DocumentKind, string> = {
  registration: "registration",
  insurance: "insurance",
  pollution: "pollution certificate",
  licence: "licence",
  service_bill: "service bill",
};

/** Writes an alert in a reader's units; moments of a drive in its zone, all others in the reader's. The zone is always named. */
export function describeAlert(alert: DescribedAlert, reader: Reader): AlertWords {
  const { title, sentence } = wordsOf(alert, reader);
  const about = alert.vehicle ?? alert.driver;
  const who = alert.driver !== null && alert.vehicle !== null ? `\nDriver: ${alert.driver}` : "";
  // What is due has its day in the sentence.
  const when =
    alert.kind === "document_due" || alert.kind === "service_due" || alert.kind === "key_due"
      ? ""
      : `\nWhen: ${localTime(alert.at, alert.timeZone ?? reader.timeZone)}`;
  return { subject: about === null ? title : `${about}: ${title}`, body: `${sentence}${who}${when}` };
}

export interface Words {
  /** Follows the name of the car: "over its speed limit". */
  title: string;
  sentence: string;
}

type Writers = { [Kind in AlertKind]: (facts: AlertFacts[Kind], reader: Reader) => Words };

const writers: Writers = {
  speed_limit: ({ limitKmh, peakKmh, durationS }, { units }) => ({
    title: "over its speed limit",
    sentence: `Up to ${speed(peakKmh, units)} where the car's own limit is ${speed(limitKmh, units)}, for ${duration(durationS)}.`,
  }),
  hard_brake: ({ peakKmhS, tier }, { units }) => ({
    title: "hard braking",
    sentence: `Lost up to ${speed(peakKmhS, units)} in a second (tier ${tier} of 3).`,
  }),
  unplugged: ({ serial }) => ({ title: "adapter unplugged", sentence: `The adapter ${serial} was taken out of its socket.` }),
  silent: ({ hours }) => ({ title: "nothing heard", sentence: `Nothing was heard of the car or its adapter for ${hours} hours.` }),
  mil: ({ codes }) => ({
    title: "check engine lamp on",
    sentence: codes.length > 0 ? `The lamp came on with ${codes.join(", ")}.` : "The lamp came on.",
  }),
  low_battery: ({ batteryV }) => ({
    title: "battery low",
    sentence: `The battery was down to ${batteryV.toFixed(1)} V with the engine off.`,
  }),
  geofence_in: ({ geofence }) => ({ title: `came to ${geofence}`, sentence: `The car came into ${geofence}.` }),
  geofence_out: ({ geofence }) => ({ title: `left ${geofence}`, sentence: `The car went out of ${geofence}.` }),
  geofence_dwell: ({ geofence, minutes }) => ({
    title: `stays at ${geofence}`,
    sentence: `The car has been in ${geofence} for ${duration(minutes * 60)}.`,
  }),
  document_due: ({ document, dueOn }) => {
    const name = documentNames[document];
    return { title: `${name} expires`, sentence: `The expiry date of the ${name} is ${dueOn}.` };
  },
  service_due: ({ service, dueOn, dueKm }, { units }) => {
    const km = dueKm === null ? [] : [units === "metric" ? `at ${Math.round(dueKm)} km` : `at ${Math.round(toMph(dueKm))} mi`];
    const when = [...(dueOn === null ? [] : [`about ${dueOn}`]), ...km].join(" or ");
    return { title: `${service} is due`, sentence: `${service} is due${when ? ` ${when}` : ""}.` };
  },
  key_due: ({ key, expiresAt }, { timeZone }) => {
    const when = localTime(new Date(expiresAt), timeZone);
    return {
      title: `API key "${key}" expires soon`,
      sentence: `The API key "${key}" expires on ${when}. Programs that use it are refused afterwards: make a new key before.`,
    };
  },
};

/** What an alert says, in a reader's units. */
export function wordsOf({ kind, facts }: Pick<DescribedAlert, "kind" | "facts">, reader: Reader): Words {
  // The kind says what the facts are; TypeScript cannot follow that from one row to one function.
  return (writers[kind] as (facts: AlertFacts[AlertKind], reader: Reader) => Words)(facts, reader);
}

const speed = (kmh: number, units: UnitSystem) => (units === "metric" ? `${Math.round(kmh)} km/h` : `${Math.round(toMph(kmh))} mph`);

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 360) / 10} hours`;
}

/** `2026-03-01 08:15 (Europe/Vienna)`. */
function localTime(at: Date, timeZone: string): string {
  const atMs = at.getTime();
  return `${localDay(timeZone, atMs)} ${toIso(atMs + zoneOffsetMs(timeZone, atMs)).slice(11, 16)} (${timeZone})`;
}
