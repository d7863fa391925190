import type { FormatOptions, Moment, Quantity } from "./quantity.ts";
import { nothing } from "./quantity.ts";

interface MomentOptions {
  /** Another zone than the person's: a trip's own, for example. */
  timeZone?: string;
}

type MaybeMoment = Moment | null | undefined;

const second = 1;
const minute = 60;
const hour = 3600;
const day = 86_400;

/** Writes moments and durations by a person's locale and time zone. */
export function createMoments({ locale, timeZone }: Pick<FormatOptions, "locale" | "timeZone">) {
  // "08:14" but "8:14 AM".
  const hour = new Intl.DateTimeFormat(locale, { hour }).resolvedOptions().hour12 ? "numeric" : "2-digit";
  // "8:04 AM", but "08:04".
  const hour = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
  const write = (at: MaybeMoment, options: Intl.DateTimeFormatOptions, own?: MomentOptions) =>
    at === null || at === undefined
      ? nothing.text
      : new Intl.DateTimeFormat(locale, { ...options, timeZone: own?.timeZone ?? timeZone }).format(new Date(at));
  return {
    /** "Fri 20 Nov"; with the year when it is not `now`'s. */
    date: (at: MaybeMoment, options?: MomentOptions & { year?: boolean }) =>
      write(at, { weekday: "short", day: "numeric", month: "short", ...(options?.year ? { year: "numeric" } : {}) }, options),
    /** "20 November 2026" */
    longDate: (at: MaybeMoment, options?: MomentOptions) => write(at, { day: "numeric", month: "long", year: "numeric" }, options),
    /** "08:14" */
    time: (at: MaybeMoment, options?: MomentOptions) => write(at, { hour, minute: "2-digit" }, options),
    /** "08:14:31" */
    clock: (at: MaybeMoment, options?: MomentOptions) => write(at, { hour, minute: "2-digit", second: "2-digit" }, options),
    /** "20 Nov 2026, 08:14" */
    dateTime: (at: MaybeMoment, options?: MomentOptions) =>
      write(at, { day: "numeric", month: "short", year: "numeric", hour, minute: "2-digit" }, options),
    /** The calendar day, `2026-11-20`, for grouping. */
    dayKey: (at: Moment, options?: MomentOptions) =>
      new Intl.DateTimeFormat("en-CA", {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        timeZone: options?.timeZone ?? timeZone,
      }).format(new Date(at)),
    /** Seconds → "1 h 24 min", "3 min 20 s", "45 s". */
    duration: (durationS: number | null | undefined): string => toDuration(durationS, locale),
    /** Seconds → the one unit that fits, for a figure: "24" "min". */
    durationQuantity: (durationS: number | null | undefined): Quantity => toDurationQuantity(durationS, locale),
    /** "12 s ago", "3 min ago", "2 d ago"; a moment in the future counts as now. */
    age: (at: MaybeMoment, nowMs: number): string => toAge(at, nowMs, locale),
  };
}

type DurationUnit = "second" | "minute" | "hour" | "day";

const written: Record<DurationUnit, string> = { second: "s", minute: "min", hour: "h", day: "d" };

function part(value: number, unit: DurationUnit, locale: string): string {
  return `${new Intl.NumberFormat(locale).format(value)} ${written[unit]}`;
}

function toDuration(durationS: number | null | undefined, locale: string): string {
  if (durationS === null || durationS === undefined || !Number.isFinite(durationS)) return nothing.text;
  const whole = Math.max(0, Math.round(durationS));
  if (whole < minute) return part(whole, "second", locale);
  if (whole < 10 * minute) return pair(Math.floor(whole / minute), "minute", whole % minute, "second", locale);
  const minutes = Math.round(whole / minute);
  if (minutes < 60) return part(minutes, "minute", locale);
  if (minutes < 48 * 60) return pair(Math.floor(minutes / 60), "hour", minutes % 60, "minute", locale);
  const hours = Math.round(whole / hour);
  return pair(Math.floor(hours / 24), "day", hours % 24, "hour", locale);
}

function pair(large: number, largeUnit: DurationUnit, small: number, smallUnit: DurationUnit, locale: string): string {
  const head = part(large, largeUnit, locale);
  return small === 0 ? head : `${head} ${part(small, smallUnit, locale)}`;
}

function toDurationQuantity(durationS: number | null | undefined, locale: string): Quantity {
  if (durationS === null || durationS === undefined || !Number.isFinite(durationS)) return nothing;
  const [per, unit, digits] =
    durationS < minute ? ([second, "s", 0] as const) : durationS < hour ? ([minute, "min", 0] as const) : ([hour, "h", 1] as const);
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(durationS / per);
  return { value, unit, text: `${value} ${unit}` };
}

function toAge(at: MaybeMoment, nowMs: number, locale: string): string {
  if (at === null || at === undefined) return nothing.text;
  const ageS = Math.max(0, Math.floor((nowMs - new Date(at).getTime()) / 1000));
  const [per, unit] =
    ageS < minute
      ? ([second, "second"] as const)
      : ageS < hour
        ? ([minute, "minute"] as const)
        : ageS < 2 * day
          ? ([hour, "hour"] as const)
          : ([day, "day"] as const);
  const value = Math.floor(ageS / per);
  if (value < 5 && unit === "second") return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  return `${part(value, unit, locale)} ago`;
}
