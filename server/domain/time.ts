/** Moments and local clocks. Times are epoch milliseconds, UTC, unless a name says otherwise. */

export const msPerHour = 3_600_000;
export const msPerDay = 86_400_000;

/** ISO 8601 in UTC with milliseconds, `2026-03-01T08:00:00.000Z`. */
export function toIso(atMs: number): string {
  return new Date(atMs).toISOString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
    formats.set(timeZone, format);
  }
  return format;
}

/** How far the local clock of an IANA zone is ahead of UTC at a moment, ms. Throws RangeError for an unknown zone. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clockFormat(timeZone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

/** The local calendar day of a moment, `2026-03-01`. */
export function localDay(timeZone: string, atMs: number): string {
  return toIso(atMs + zoneOffsetMs(timeZone, atMs)).slice(0, 10);
}

/** The Monday of a calendar day's week (ISO 8601), `2026-03-02` for `2026-03-05`. */
export function weekStart(day: string): string {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  const weekday = (new Date(atMs).getUTCDay() + 6) % 7;
  return toIso(atMs - weekday * msPerDay).slice(0, 10);
}

/** True for the name of a time zone this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    clockFormat(name);
    return true;
  } catch {
    return false;
  }
}
