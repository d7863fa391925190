/** Sums with calendar days written `2026-03-01`. Days have no clock and no zone: which day it is now, the caller knows. */
import { msPerDay } from "#server/domain/time.ts";

/** Midnight UTC of a day, which stands for the day in sums. */
function toMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return toDay(toMs(day) + Math.floor(days) * msPerDay);
}

/** Days from one day to another; negative when the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toMs(to) - toMs(from)) / msPerDay);
}

/** The same day of the month so many months later; the month's last day where it has no such day: 31 January + 1 is 28 or 29 February. */
export function addMonths(day: string, months: number): string {
  const from = new Date(toMs(day));
  const target = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const lastOfMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  return toDay(target + (Math.min(from.getUTCDate(), lastOfMonth) - 1) * msPerDay);
}

/** True for a day that exists in the calendar, of the years people write. */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const atMs = toMs(text);
  return !Number.isNaN(atMs) && toDay(atMs) === text;
}
