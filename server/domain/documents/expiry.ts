import { daysBetween } from "#server/domain/service/days.ts";
import type { DueState } from "#server/domain/service/due.ts";
import { stateOfDay } from "#server/domain/service/due-order.ts";

/** From so many days ahead on a paper counts as due soon: time to get a new one. */
export const expirySoonDays = 30;

export interface Expiry {
  state: DueState;
  /** Days until the last day the paper counts: 0 on that day, negative after it. */
  daysLeft: number;
}

/**
 * How near a paper's end is on a day; null for one that does not expire. A paper counts through the whole of its last day, as the
 * account's calendar has it, so it is overdue from the next day on.
 */
export function expiryOf(expiresOn: string | null, today: string): Expiry | null {
  if (expiresOn === null) return null;
  return { state: stateOfDay(expiresOn, today, expirySoonDays), daysLeft: daysBetween(today, expiresOn) };
}
