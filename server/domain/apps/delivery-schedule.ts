/** When a webhook is tried again, and when no more. */
import { failingLimitMs, mostRetryAfterMs } from "#server/domain/alerts/delivery/endpoint.ts";
import { msPerHour } from "#server/domain/time.ts";

export type WebhookSchedule = "classic" | "long";

const seconds = 1000;
const minutes = 60 * seconds;

/** Pauses after each failed attempt, ms. Classic: as Automatic documented it; long: the schedule Standard Webhooks recommends. */
const pausesMs: Record<WebhookSchedule, readonly number[]> = {
  classic: [10 * seconds, 10 * seconds, 10 * seconds],
  long: [
    5 * seconds,
    5 * minutes,
    30 * minutes,
    2 * msPerHour,
    5 * msPerHour,
    10 * msPerHour,
    14 * msPerHour,
    20 * msPerHour,
    24 * msPerHour,
  ],
};
/** A pause of the long schedule may be longer by so much, so that what failed together does not come back together. */
const jitter = 0.1;
/** Answers that ask for patience. */
const busyStatuses: readonly (number | null)[] = [429, 502, 503, 504];

/** Most attempts there are without anybody asking for one more. */
export const mostAttempts = (schedule: WebhookSchedule): number => pausesMs[schedule].length + 1;

/** `Retry-After` (RFC 9110, 10.2.3): seconds or a date, as ms from now on; null for what is neither. */
export function readRetryAfter(text: string | null, now: Date): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * seconds;
  // A date of HTTP begins with the day of the week; Date.parse takes much more than that.
  const at = /^[A-Z][a-z]{2,8},? /.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

export interface Retry {
  schedule: WebhookSchedule;
  /** Attempts that were made, at least 1. */
  attempts: number;
  /** Of the last answer; null: there was none. */
  status: number | null;
  /** What the answer asked for, ms. */
  retryAfterMs: number | null;
  /** Anything from 0 to 1, by chance. */
  spread: number;
}

/** How long to wait before the next attempt, ms; null: there is none. */
export function retryPauseMs({ schedule, attempts, status, retryAfterMs, spread }: Retry): number | null {
  const pauseMs = pausesMs[schedule][attempts - 1];
  if (pauseMs === undefined) return null;
  const spreadMs = schedule === "long" ? Math.round(pauseMs * jitter * spread) : 0;
  const askedMs = busyStatuses.includes(status) ? Math.min(retryAfterMs ?? 0, mostRetryAfterMs) : 0;
  return Math.max(pauseMs + spreadMs, askedMs);
}

export const hasArrived = (status: number | null): boolean => status !== null && status >= 200 && status <= 299;

/** Whether a failed attempt ends all deliveries: the receiver says it is gone, or nothing has arrived for days. */
export function endsWebhook(status: number | null, failingForMs: number): "gone" | "failing" | null {
  if (status === 410) return "gone";
  return failingForMs >= failingLimitMs ? "failing" : null;
}

/** What news of a drive is worth nothing after, ms (the Automatic documents drop it when it comes in later). */
const freshMs = 5 * minutes;

/** Whether an event has waited so long that nobody is told of it any more; trips and the lamp are told at any time. */
export function isStale(type: string, waitedMs: number): boolean {
  return waitedMs > freshMs && (type.startsWith("ignition:") || type.startsWith("notification:"));
}
