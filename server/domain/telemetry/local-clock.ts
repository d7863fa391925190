import { AppError } from "#server/domain/errors.ts";
import { msPerDay } from "#server/domain/time.ts";

/** Turns wall-clock readings of one time zone into UTC, reading after reading. */
export interface LocalClock {
  /**
   * @param wallMs the reading as if it were UTC (`Date.UTC(2007, 4, 21, 6, 35, 51)`)
   * @returns epoch milliseconds. An hour that exists twice (autumn) is resolved by order: the first moment not before the previous
   * reading. A reading that never existed (spring) is taken as if the clock had not yet been put forward.
   */
  toUtcMs(wallMs: number): number;
}

const quarterHourMs = 900_000;

/** @throws AppError bad_request when `timeZone` is no IANA name */
export function createLocalClock(timeZone: string): LocalClock {
  const offsetAt = createOffsets(timeZone);
  let previousMs = Number.NEGATIVE_INFINITY;
  const resolve = (wallMs: number) => {
    const before = offsetAt(wallMs - msPerDay);
    const after = offsetAt(wallMs + msPerDay);
    const moments = [wallMs - before, wallMs - after].filter((ms) => wallMs - ms === offsetAt(ms)).sort((a, b) => a - b);
    return moments.find((ms) => ms >= previousMs) ?? moments.at(-1) ?? wallMs - before;
  };
  return {
    toUtcMs: (wallMs) => {
      previousMs = resolve(wallMs);
      return previousMs;
    },
  };
}

/** The zone's distance from UTC at a moment; kept by the quarter of an hour, since zones change at no other times. */
function createOffsets(timeZone: string): (utcMs: number) => number {
  const format = createFormat(timeZone);
  const known = new Map<number, number>();
  return (utcMs) => {
    const quarter = Math.floor(utcMs / quarterHourMs);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const moment = quarter * quarterHourMs;
      const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
      offset =
        Date.UTC(parts["year"] ?? 0, (parts["month"] ?? 1) - 1, parts["day"], parts["hour"], parts["minute"], parts["second"]) - moment;
      if (known.size > 10_000) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new AppError("bad_request", `There is no time zone "${timeZone}": use an IANA name such as Europe/Berlin or America/Chicago.`, {
      cause,
    });
  }
}

/**
 * Reads a wall-clock time by a pattern of `yyyy MM dd HH mm ss SSS` with other characters as they are.
 * Seconds may carry a fraction wherever `ss` ends the pattern. Null when the text does not fit or names no real moment.
 */
export function parseWallClock(text: string, pattern = "yyyy-MM-dd HH:mm:ss"): number | null {
  const match = patternOf(pattern).exec(text.trim());
  if (!match) return null;
  const part = (name: string, missing = 0) => Number(match.groups?.[name] ?? missing);
  const [year, month, day] = [part("yyyy"), part("MM", 1), part("dd", 1)];
  const [hour, minute, second] = [part("HH"), part("mm"), part("ss")];
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, Math.round(part("fraction") * 1000) + part("SSS"));
  const real = new Date(wallMs);
  const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? wallMs : null;
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) return known;
  const source = pattern.replace(/yyyy|MM|dd|HH|mm|ss|SSS|[^a-zA-Z\d]/g, (token) => {
    if (token === "yyyy") return "(?<yyyy>\\d{4})";
    if (token === "SSS") return "(?<SSS>\\d{3})";
    if (/^[a-z]{2}$/i.test(token)) return `(?<${token}>\\d{1,2})`;
    return token === " " ? "[ T]" : `\\${token}`;
  });
  const built = new RegExp(`^${source}${pattern.endsWith("ss") ? "(?<fraction>\\.\\d+)?" : ""}$`);
  patterns.set(pattern, built);
  return built;
}
