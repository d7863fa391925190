/** Nothing was recorded before this; a clock that says so has lost its time. */
export const earliestMs = Date.UTC(2000, 0, 1);
/** How far an adapter's clock may be ahead of the server's. */
export const maxAheadMs = 5 * 60_000;

const isoPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads the time of a record, ISO 8601 with a zone or epoch milliseconds, to epoch milliseconds (finer digits are cut off).
 * Gives the reason as text when it is not one, lies before 2000-01-01 or is more than five minutes ahead of `nowMs`.
 */
export function readMoment(value: unknown, nowMs: number): number | string {
  if (value === undefined) return "at: is missing";
  const atMs = typeof value === "string" ? parseIso(value) : value;
  if (typeof atMs !== "number" || !Number.isFinite(atMs)) return "at: must be ISO 8601 with a zone, or epoch milliseconds";
  if (atMs < earliestMs) return "at: is before 2000-01-01 (numbers are epoch milliseconds)";
  if (atMs > nowMs + maxAheadMs) return "at: is more than 5 minutes in the future";
  return Math.floor(atMs);
}

function parseIso(text: string): number {
  if (!isoPattern.test(text)) return Number.NaN;
  // Date.parse turns 30 February into 2 March.
  const day = Number(text.slice(8, 10));
  if (day > 28 && day > daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)))) return Number.NaN;
  return Date.parse(text);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
