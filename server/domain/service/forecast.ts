/** When work of a service plan is due again: by distance, by time or by engine hours, whichever comes first. */

import type { DueState } from "#server/domain/service/due.ts";
import { msPerDay, msPerHour } from "#server/domain/time.ts";
import { addDays, addMonths, daysBetween } from "./days.ts";

/** What a plan asks for and where counting begins. */
export interface PlanTerms {
  everyKm: number | null;
  everyMonths: number | null;
  everyEngineHours: number | null;
  /** `2026-03-01`. */
  lastOn: string;
  lastKm: number | null;
}

/** How much a car was used, as far as Motorpool knows. */
export interface CarUse {
  /** The newest known reading; null when the car does not tell it. */
  odometerKm: number | null;
  /** Sums of the trips after the day the work was last done. */
  drivenM: number;
  engineS: number;
  /** Sums of the trips of the last 28 and 90 days. */
  recent28: UseSums;
  recent90: UseSums;
  /** When the car's first trip started; null before it. */
  firstTripAtMs: number | null;
}

export interface UseSums {
  distanceM: number;
  durationS: number;
}

export const planMeasures = ["km", "months", "hours"] as const;
export type PlanMeasure = (typeof planMeasures)[number];

/** How far one measure of a plan has come, in its own unit: km, days, engine hours. */
export interface MeasureProgress {
  /** How much may pass between two times of the work. */
  every: number;
  used: number;
  /** Below 0 when it is over. */
  remaining: number;
  overdue: boolean;
  /** Null when the car is not driven enough to say, and when it is overdue by use: since when, nobody knows. */
  dueOn: string | null;
}

export interface PlanForecast {
  state: DueState;
  /** Of what comes first. */
  dueOn: string | null;
  /** True when `dueOn` is worked out from recent use. */
  forecast: boolean;
  /** The odometer at which it is due; null where that is not known. */
  dueKm: number | null;
  /** What comes first. */
  first: PlanMeasure;
  km: MeasureProgress | null;
  months: MeasureProgress | null;
  hours: MeasureProgress | null;
}

/** What a forecast is made at: the day where the account is at home, and how far ahead `soon` reaches. */
export interface ForecastNow {
  today: string;
  atMs: number;
  daysAhead: number;
}

/** Recent use counts half by the last four weeks and half by the last 90 days, so that a holiday does not undo the forecast. */
const windowsDays = { recent28: 28, recent90: 90 } as const;
/** A car known for less than this has not shown yet how it is used on other days of the week. */
const leastKnownDays = 7;
/** Nothing is forecast further ahead than five years. */
const furthestDays = 5 * 365;
/** Of a car whose use says nothing, the last twentieth of an interval counts as soon. */
const lastShare = 0.05;

/** Units of use a day, from the newest days. More use is never a lower rate. */
function ratePerDay(use: CarUse, now: ForecastNow, unitsOf: (sums: UseSums) => number): number {
  if (use.firstTripAtMs === null) return 0;
  const knownDays = Math.max(leastKnownDays, (now.atMs - use.firstTripAtMs) / msPerDay);
  const rates = [
    unitsOf(use.recent28) / Math.min(windowsDays.recent28, knownDays),
    unitsOf(use.recent90) / Math.min(windowsDays.recent90, knownDays),
  ];
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/**
 * Kilometres since the work was last done, by the odometer or by the trips since, whichever says more: an odometer may be unknown,
 * may have stopped being told, or may stand lower than it did (another instrument, a slip of the pen); trips may be missing.
 */
function kmSince(plan: PlanTerms, use: CarUse): number {
  const byOdometer = plan.lastKm === null || use.odometerKm === null ? 0 : use.odometerKm - plan.lastKm;
  return Math.max(byOdometer, use.drivenM / 1000);
}

function progressByUse(every: number, used: number, rate: number, today: string): MeasureProgress {
  const remaining = every - used;
  if (remaining <= 0) return { every, used, remaining, overdue: true, dueOn: null };
  const days = rate > 0 ? remaining / rate : Number.POSITIVE_INFINITY;
  return { every, used, remaining, overdue: false, dueOn: days <= furthestDays ? addDays(today, days) : null };
}

function progressByTime(plan: PlanTerms, everyMonths: number, today: string): MeasureProgress {
  const dueOn = addMonths(plan.lastOn, everyMonths);
  const remaining = daysBetween(today, dueOn);
  return {
    every: daysBetween(plan.lastOn, dueOn),
    used: Math.max(0, daysBetween(plan.lastOn, today)),
    remaining,
    overdue: remaining < 0,
    dueOn,
  };
}

/** The day a measure is ranked by: what is over by use is due today, what nobody can say comes last. */
function rankOf(progress: MeasureProgress, today: string): string {
  return progress.dueOn ?? (progress.overdue ? today : "9999-12-31");
}

function isFirst(a: MeasureProgress, b: MeasureProgress, today: string): boolean {
  const [rankA, rankB] = [rankOf(a, today), rankOf(b, today)];
  if (rankA !== rankB) return rankA < rankB;
  return a.overdue === b.overdue ? a.used / a.every > b.used / b.every : a.overdue;
}

function stateOf(first: MeasureProgress, { today, daysAhead }: ForecastNow): DueState {
  if (first.overdue) return "overdue";
  if (first.dueOn !== null) return first.dueOn <= addDays(today, daysAhead) ? "soon" : "later";
  return first.remaining <= first.every * lastShare ? "soon" : "later";
}

function odometerDue(plan: PlanTerms, use: CarUse, km: MeasureProgress | null): number | null {
  if (!km) return null;
  if (plan.lastKm !== null) return plan.lastKm + km.every;
  return use.odometerKm === null ? null : Math.max(0, use.odometerKm - km.used) + km.every;
}

/**
 * When the work of a plan is due. Whichever measure comes first decides; more use never moves the day later. Distances are km,
 * times days, engine hours hours. Throws RangeError for a plan without any interval, which cannot be stored.
 */
export function forecastPlan(plan: PlanTerms, use: CarUse, now: ForecastNow): PlanForecast {
  const { today } = now;
  const kmRate = ratePerDay(use, now, (sums) => sums.distanceM / 1000);
  const hourRate = ratePerDay(use, now, (sums) => (sums.durationS * 1000) / msPerHour);
  const km = plan.everyKm === null ? null : progressByUse(plan.everyKm, kmSince(plan, use), kmRate, today);
  const months = plan.everyMonths === null ? null : progressByTime(plan, plan.everyMonths, today);
  const hours =
    plan.everyEngineHours === null ? null : progressByUse(plan.everyEngineHours, (use.engineS * 1000) / msPerHour, hourRate, today);
  const measures = { km, months, hours };
  let first: { measure: PlanMeasure; progress: MeasureProgress } | null = null;
  for (const measure of planMeasures) {
    const progress = measures[measure];
    if (progress && (!first || isFirst(progress, first.progress, today))) first = { measure, progress };
  }
  if (!first) throw new RangeError("A service plan has at least one interval.");
  const { measure, progress } = first;
  return {
    state: stateOf(progress, now),
    dueOn: progress.dueOn,
    forecast: measure !== "months" && progress.dueOn !== null,
    dueKm: odometerDue(plan, use, km),
    first: measure,
    ...measures,
  };
}
