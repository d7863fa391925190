/** Moments and local clocks. Times are epoch milliseconds, UTC, unless a name says otherwise. */

export const msPerDay = 86_400_000;

/** ISO 8601 in UTC with milliseconds, `2026-03-01T08:00:00.000Z`. */
export function toIso(atMs: number): string {
  return new Date(atMs).toISOString();
}
