import type { Translate } from "#components/messages/messages.ts";
import type { Format } from "#components/ui/values/format.tsx";
import type { BadgeFacts, BadgeKey, BadgeProgress } from "#server/domain/scoring/badges/badge.ts";
import { badgeRules } from "#server/domain/scoring/badges/constants.ts";

/** How a badge is earned, with the numbers of its rule in the person's units. */
export function howToEarn(t: Translate, format: Format, badge: BadgeKey): string {
  const { gentleFoot, withinLimits, nightCare, smoothWeek, strongWeek, comeback, rising, leanMonth, steadyMonth } = badgeRules;
  const { idlingHalved, strongQuarter, smoothTen, engineOff } = badgeRules;
  const distance = (distanceM: number) => format.distance(distanceM).text;
  const texts: Record<BadgeKey, () => string> = {
    first_score: () => t("badges.how.first_score"),
    smooth_ten: () => t("badges.how.smooth_ten", smoothTen),
    gentle_foot: () => t("badges.how.gentle_foot", { distance: distance(gentleFoot.distanceM) }),
    engine_off: () => t("badges.how.engine_off", engineOff),
    within_limits: () => t("badges.how.within_limits", { distance: distance(withinLimits.distanceM) }),
    night_care: () => t("badges.how.night_care", { trips: nightCare.trips, distance: distance(nightCare.nightM) }),
    smooth_week: () => t("badges.how.smooth_week", smoothWeek),
    strong_week: () => t("badges.how.strong_week", { ...strongWeek, score: strongWeek.leastScore }),
    comeback: () => t("badges.how.comeback", { points: comeback.drop }),
    rising: () => t("badges.how.rising", rising),
    idling_halved: () => t("badges.how.idling_halved", idlingHalved),
    lean_month: () =>
      t("badges.how.lean_month", { days: leanMonth.days, percent: format.percent(Math.round((1 - leanMonth.ratio) * 100)).text }),
    steady_month: () => t("badges.how.steady_month", { ...steadyMonth, score: steadyMonth.leastMean }),
    strong_quarter: () => t("badges.how.strong_quarter", { weeks: strongQuarter.weeks, score: strongQuarter.leastMean }),
  };
  return texts[badge]();
}

/** What earned it: "10 trips, 84 km". */
export function describeFacts(t: Translate, format: Format, badge: BadgeKey, facts: BadgeFacts): string {
  const fact = (name: string) => facts[name] ?? 0;
  const points = (name: string) => format.number(fact(name), 0).text;
  switch (badge) {
    case "first_score":
      return t("badges.facts.first_score", { score: points("score") });
    case "comeback":
    case "rising":
      return t("badges.facts.change", { from: points("from"), to: points("to") });
    case "idling_halved":
      return t("badges.facts.change", { from: format.percent(fact("fromPct")).text, to: format.percent(fact("toPct")).text });
    case "lean_month":
      return t("badges.facts.saved", { percent: format.percent(fact("savedPct")).text });
    case "strong_week":
    case "steady_month":
    case "strong_quarter":
      return t("badges.facts.mean", { count: fact("trips"), mean: points("mean") });
    default:
      return t("badges.facts.trips", { count: fact("trips"), distance: format.distance(fact("distanceM")).text });
  }
}

/** "6 of 10", "84 km of 200 km". */
export function describeProgress(t: Translate, format: Format, { done, of, unit }: BadgeProgress): string {
  const write = (value: number) => (unit === "m" ? format.distance(value).text : format.number(value, 0).text);
  return t("badges.progress", { done: write(done), of: write(of) });
}
