/** Badges for weeks and months: held against a bar, or against the driver's own past. */
import { msPerDay } from "#server/domain/time.ts";
import type { BadgeFacts, BadgeKey, BadgeTrip } from "./badge.ts";
import { badgeRules } from "./constants.ts";
import { meanScore, type Past, scoreSpread } from "./past.ts";
import type { BadgeRule, Watch } from "./rule.ts";

type See = Watch["see"];

const rule = (badge: BadgeKey, begin: () => See): BadgeRule => ({ badge, begin: () => ({ see: begin(), progress: () => null }) });

function seeSmoothWeek({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { days, trips, drivingDays, distanceM } = badgeRules.smoothWeek;
  const week = past.lastDays(atMs, days);
  if (week.hardManoeuvres > 0 || week.measured < trips || week.distanceM < distanceM) return null;
  return past.countDrivingDays(atMs, days) < drivingDays ? null : { trips: week.trips, distanceM: week.distanceM };
}

/** Remembers the last trip below the bar: a week is strong when that one is out of it. */
function beginStrongWeek(): See {
  const { days, trips, drivingDays, leastScore } = badgeRules.strongWeek;
  let lastWeakMs = Number.NEGATIVE_INFINITY;
  return ({ startedAtMs: atMs, score }, past) => {
    if (score < leastScore) lastWeakMs = atMs;
    if (lastWeakMs > atMs - days * msPerDay) return null;
    const week = past.lastDays(atMs, days);
    if (week.trips < trips || past.countDrivingDays(atMs, days) < drivingDays) return null;
    return { trips: week.trips, mean: meanScore(week) ?? 0 };
  };
}

/** Remembers the newest week that fell behind the month before it, and waits for one as good as that month. */
function beginComeback(): See {
  const { weekDays, weekTrips, beforeDays, beforeTrips, drop, withinDays } = badgeRules.comeback;
  let fall: { atMs: number; from: number; to: number } | null = null;
  return ({ startedAtMs: atMs }, past) => {
    const week = past.lastDays(atMs, weekDays);
    const mean = meanScore(week);
    if (mean === null || week.trips < weekTrips) return null;
    const ago = fall === null ? Number.POSITIVE_INFINITY : atMs - fall.atMs;
    if (fall && ago >= weekDays * msPerDay && ago <= withinDays * msPerDay && mean >= fall.from) return { from: fall.to, to: mean };
    const before = past.lastDays(atMs, beforeDays, weekDays);
    const usual = meanScore(before);
    if (usual === null || before.trips < beforeTrips || mean > usual - drop) return null;
    // A fall that goes on is one: from where it began to where it was deepest.
    const goesOn = fall !== null && ago <= weekDays * msPerDay;
    fall = { atMs, from: goesOn && fall ? fall.from : usual, to: goesOn && fall ? Math.min(fall.to, mean) : mean };
    return null;
  };
}

function seeRising({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { days, trips, distanceM, points } = badgeRules.rising;
  const now = past.lastDays(atMs, days);
  const before = past.lastDays(atMs, days, days);
  if ([now, before].some((month) => month.trips < trips || month.distanceM < distanceM)) return null;
  const [from, to] = [meanScore(before) ?? 0, meanScore(now) ?? 0];
  return to >= from + points ? { from, to } : null;
}

function seeIdlingHalved({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { days, beforeDays, trips, distanceM, leastShare, ratio } = badgeRules.idlingHalved;
  const now = past.lastDays(atMs, days);
  const before = past.lastDays(atMs, beforeDays, days);
  if ([now, before].some((months) => months.trips < trips || months.distanceM < distanceM || months.durationS <= 0)) return null;
  const [from, to] = [before.idlingS / before.durationS, now.idlingS / now.durationS];
  return from >= leastShare && to <= from * ratio ? { fromPct: from * 100, toPct: to * 100 } : null;
}

function seeLeanMonth({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { days, trips, distanceM, carDistanceM, ratio } = badgeRules.leanMonth;
  if (past.lastDays(atMs, days).trips < trips) return null;
  const use = past.compareUse(atMs, days, carDistanceM);
  return use.distanceM >= distanceM && use.ratio <= ratio ? { savedPct: (1 - use.ratio) * 100, distanceM: use.distanceM } : null;
}

function seeSteadyMonth({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { days, trips, spread, leastMean } = badgeRules.steadyMonth;
  const month = past.lastDays(atMs, days);
  const mean = meanScore(month);
  if (month.trips < trips || mean === null || mean < leastMean || scoreSpread(month) > spread) return null;
  return past.hasStartedBy(atMs - days * msPerDay) ? { trips: month.trips, mean, spread: scoreSpread(month) } : null;
}

function seeStrongQuarter({ startedAtMs: atMs }: BadgeTrip, past: Past): BadgeFacts | null {
  const { weeks, trips, leastMean } = badgeRules.strongQuarter;
  for (let week = 0; week < weeks; week++) {
    const sums = past.lastDays(atMs, 7, week * 7);
    const mean = meanScore(sums);
    if (sums.trips < trips || mean === null || mean < leastMean) return null;
  }
  const quarter = past.lastDays(atMs, weeks * 7);
  return { trips: quarter.trips, mean: meanScore(quarter) ?? 0 };
}

export const stretchRules: readonly BadgeRule[] = [
  rule("first_score", () => ({ score }) => ({ score })),
  rule("smooth_week", () => seeSmoothWeek),
  rule("strong_week", beginStrongWeek),
  rule("comeback", beginComeback),
  rule("rising", () => seeRising),
  rule("idling_halved", () => seeIdlingHalved),
  rule("lean_month", () => seeLeanMonth),
  rule("steady_month", () => seeSteadyMonth),
  rule("strong_quarter", () => seeStrongQuarter),
];
