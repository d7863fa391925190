import { t } from "#components/messages/messages.ts";
import { localDay, zoneOffsetMs } from "#server/domain/time.ts";
import type { FormatOptions, Moment, Quantity } from "./quantity.ts";
import { nothing } from "./quantity.ts";

interface MomentOptions {
  /** A trip's own zone; without one the person's. */
  timeZone?: string | null;
}

type MaybeMoment = Moment | null | undefined;

/** Seconds of each. */
const minute = 60;
const anHour = 3600;
const day = 86_400;

type Options = Pick<FormatOptions, "locale" | "timeZone">;

/**
 * Writes moments and durations by a person's locale and time zone. Moments of a trip are in the trip's zone, all others in the
 * person's; where the clocks of the two differ, the zone is written behind the time: "3:34 PM CDT".
 */
export function createMoments(options: Options) {
  const writer = createWriter(options);
  return { ...createDays(writer, options), ...createTimes(writer, options), ...createDurations(options) };
}

type Writer = ReturnType<typeof createWriter>;

function createWriter({ locale, timeZone }: Options) {
  /** True where the clock of a zone differs from the person's at a moment. */
  const isForeign = (at: Moment, zone: string) => {
    const atMs = new Date(at).getTime();
    return zone !== timeZone && zoneOffsetMs(zone, atMs) !== zoneOffsetMs(timeZone, atMs);
  };
  const write = (at: MaybeMoment, fields: Intl.DateTimeFormatOptions, own?: string | null) =>
    at === null || at === undefined
      ? nothing.text
      : new Intl.DateTimeFormat(locale, { ...fields, timeZone: own ?? timeZone }).format(new Date(at));
  const writeTime = (at: MaybeMoment, fields: Intl.DateTimeFormatOptions, own?: string | null) =>
    write(at, at && own && isForeign(at, own) ? { ...fields, timeZoneName: "short" } : fields, own);
  return { isForeign, write, writeTime };
}

function createDays({ write }: Writer, { timeZone }: Options) {
  const long = { day: "numeric", month: "long", year: "numeric" } as const;
  return {
    /** "Fri 20 Nov"; with the year when it is not `now`'s. */
    date: (at: MaybeMoment, own?: MomentOptions & { year?: boolean }) =>
      write(at, { weekday: "short", day: "numeric", month: "short", ...(own?.year ? { year: "numeric" } : {}) }, own?.timeZone),
    /** "20 November 2026" */
    longDate: (at: MaybeMoment, own?: MomentOptions) => write(at, long, own?.timeZone),
    /** A calendar day, `2026-11-20`, which has no zone: "20 November 2026". */
    day: (isoDay: string) => write(`${isoDay}T12:00:00Z`, long, "UTC"),
    /** The calendar day, `2026-11-20`, for grouping. */
    dayKey: (at: Moment, own?: MomentOptions) => localDay(own?.timeZone ?? timeZone, new Date(at).getTime()),
  };
}

function createTimes({ isForeign, write, writeTime }: Writer, { locale }: Options) {
  // "08:14", but "8:14 AM".
  const hour = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
  const time = { hour, minute: "2-digit" } as const;
  const clock = { ...time, second: "2-digit" } as const;
  const dateTime = { day: "numeric", month: "short", year: "numeric", ...time } as const;
  return {
    /** "08:14" */
    time: (at: MaybeMoment, own?: MomentOptions) => writeTime(at, time, own?.timeZone),
    /** "08:14:31" */
    clock: (at: MaybeMoment, own?: MomentOptions) => writeTime(at, clock, own?.timeZone),
    /** "20 Nov 2026, 08:14" */
    dateTime: (at: MaybeMoment, own?: MomentOptions) => writeTime(at, dateTime, own?.timeZone),
    /** "08:14–08:31", each end in the zone it is in; one that both are in is named once. */
    timeSpan: (from: Moment, to: Moment, zones: { from: string; to: string }) => {
      const isOneZone = zoneName(locale, from, zones.from) === zoneName(locale, to, zones.to);
      return `${(isOneZone ? write : writeTime)(from, time, zones.from)}–${writeTime(to, time, zones.to)}`;
    },
    /** "08:14" for a scale; `zoneNote` stands beside it once. */
    tick: (at: Moment, own?: MomentOptions) => write(at, time, own?.timeZone),
    /** "CDT" where the clock of a zone differs from the person's at that moment, else null. */
    zoneNote: (at: Moment, zone: string) => (isForeign(at, zone) ? zoneName(locale, at, zone) : null),
  };
}

function createDurations({ locale }: Options) {
  return {
    /** Seconds → "1 h 24 min", "3 min 20 s", "45 s". */
    duration: (durationS: number | null | undefined): string => toDuration(durationS, locale),
    /** Seconds → the one unit that fits, for a figure: "24" "min". */
    durationQuantity: (durationS: number | null | undefined): Quantity => toDurationQuantity(durationS, locale),
    /** "12 s ago", "3 min ago", "2 d ago"; a moment in the future counts as now. */
    age: (at: MaybeMoment, nowMs: number): string => toAge(at, nowMs, locale),
  };
}

function zoneName(locale: string, at: Moment, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", timeZoneName: "short" }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
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
