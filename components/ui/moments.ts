import { t } from "../messages/messages.ts";
import type { FormatOptions, Moment, Quantity } from "./quantity.ts";
import { nothing } from "./quantity.ts";

interface MomentOptions {
  /** Another zone than the person's: a trip's own, for example. */
  timeZone?: string;
}

type MaybeMoment = Moment | null | undefined;

/** Seconds of each. */
const minute = 60;
const anHour = 3600;
const day = 86_400;

/** Writes moments and durations by a person's locale and time zone. */
export function createMoments({ locale, timeZone }: Pick<FormatOptions, "locale" | "timeZone">) {
  // "08:14", but "8:14 AM".
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
  const hours = Math.round(whole / anHour);
  return pair(Math.floor(hours / 24), "day", hours % 24, "hour", locale);
}

function pair(large: number, largeUnit: DurationUnit, small: number, smallUnit: DurationUnit, locale: string): string {
  const head = part(large, largeUnit, locale);
  return small === 0 ? head : `${head} ${part(small, smallUnit, locale)}`;
}

function toDurationQuantity(durationS: number | null | undefined, locale: string): Quantity {
  if (durationS === null || durationS === undefined || !Number.isFinite(durationS)) return nothing;
  const { per, unit } = unitOf(durationS);
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: per < anHour ? 0 : 1 });
  const value = format.format(durationS / per);
  return { value, unit: written[unit], text: `${value} ${written[unit]}` };
}

/** Younger than this is "now", s. */
const freshS = 5;

function toAge(at: MaybeMoment, nowMs: number, locale: string): string {
  if (at === null || at === undefined) return nothing.text;
  const ageS = Math.max(0, Math.floor((nowMs - new Date(at).getTime()) / 1000));
  if (ageS < freshS) return t("common.now");
  const { per, unit } = unitOf(ageS);
  return t("common.ago", { age: part(Math.floor(ageS / per), unit, locale) });
}

/** The unit that says a duration in one figure; hours up to two days. */
function unitOf(durationS: number): { per: number; unit: DurationUnit } {
  if (durationS < minute) return { per: 1, unit: "second" };
  if (durationS < anHour) return { per: minute, unit: "minute" };
  return durationS < 2 * day ? { per: anHour, unit: "hour" } : { per: day, unit: "day" };
}
