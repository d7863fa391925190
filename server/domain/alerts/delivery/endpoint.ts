/** What messages and questions are sent to, and how long it is left alone after it has failed. */
import { msPerDay, msPerHour } from "#server/domain/time.ts";

/** Services of this installation, which are the same for every account. */
export const services = ["mail-server", "geocoder"] as const;
export type Service = (typeof services)[number];

/** The name of an endpoint: a browser, a person's mail address, or a service. */
export type EndpointKey = `push:${number}` | `mail:${number}` | Service;

/** Where a message goes: to one browser, or to the person's mail address by way of the mail server. */
export function toEndpointKey({ userId, pushSubscriptionId }: { userId: number; pushSubscriptionId: number | null }): EndpointKey {
  return pushSubscriptionId === null ? `mail:${userId}` : `push:${pushSubscriptionId}`;
}

const seconds = 1000;
const minutes = 60 * seconds;

/** After the first, second … failure in a row, ms; the last one for all that follow. */
const pausesMs = [10 * seconds, 30 * seconds, 2 * minutes, 10 * minutes, 30 * minutes, msPerHour];
/** A pause may be longer by so much, so that what failed together does not come back together. */
const jitter = 0.1;
/** What has failed for so long without exception is switched off. Of services, which only their operator can mend, nothing ever is. */
export const failingLimitMs = 5 * msPerDay;
/** No endpoint makes us wait longer than this by `Retry-After`. */
export const mostRetryAfterMs = msPerHour;

export interface EndpointFailure {
  /** Failures in a row, at least 1. */
  failures: number;
  /** What the answer asked for, ms; null: nothing. */
  retryAfterMs: number | null;
  /** Anything from 0 to 1, by chance. */
  spread: number;
}

/** How long nothing is sent to an endpoint after it has failed, ms. */
export function endpointPauseMs({ failures, retryAfterMs, spread }: EndpointFailure): number {
  const pauseMs = pausesMs[Math.min(failures, pausesMs.length) - 1] ?? msPerHour;
  return Math.max(Math.round(pauseMs * (1 + jitter * spread)), Math.min(retryAfterMs ?? 0, mostRetryAfterMs));
}

/** Whether an endpoint that failed just now is switched off until its owner switches it on again. */
export const endsEndpoint = (failingForMs: number): boolean => failingForMs >= failingLimitMs;

/** A message that could not be sent for this long is given up: it is not news any more, ms. */
const messageLifeMs = msPerDay;
/** However often it is deferred or its process is killed, a message is not tried more often. */
export const mostMessageAttempts = 40;

/** Whether a message that was due at a moment is given up. */
export const isGivenUp = (dueAt: Date, now: Date): boolean => now.getTime() - dueAt.getTime() > messageLifeMs;
