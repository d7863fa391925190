import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { type Reader, wordsOf } from "#server/domain/alerts/describe.ts";
import { describeDtc } from "#server/domain/health/dtc/describe.ts";
import { healthPage, toSentences } from "./diagnostics.ts";

/** Bodies of this dialect are metric; the words hold no times. */
const reader: Reader = { units: "metric", timeZone: "UTC" };

/** An alert as a title, which begins with the name of the car or the driver, and a sentence. */
export function toNotice(alert: AlertDetails): { title: string; message: string } {
  const { title, sentence } = wordsOf(alert, reader);
  const about = alert.vehicle?.name ?? alert.driver?.name;
  return { title: about === undefined ? title : `${about}: ${title}`, message: sentence };
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
