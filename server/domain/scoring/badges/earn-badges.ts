/** Which badges a driver's trips have earned, and how far those are that are not. */
import { type BadgeKey, type BadgeProgress, type BadgeTrip, badgeKeys, type EarnedBadge } from "./badge.ts";
import { Past } from "./past.ts";
import { runRules } from "./run-rules.ts";
import { stretchRules } from "./stretch-rules.ts";

/** What trips say of the badges. */
export interface BadgeStanding {
  /** Each badge once, in the order they were earned. */
  earned: EarnedBadge[];
  /** Of those that are not, where a rule can say. */
  progress: Partial<Record<BadgeKey, BadgeProgress>>;
}

const rules = [...stretchRules, ...runRules];

/**
 * Each badge with the first trip that fulfilled its rule. A function of the set of trips: their order does not matter, and trips
 * that start later never change what was earned before.
 */
export function earnBadges(trips: readonly BadgeTrip[]): EarnedBadge[] {
  return judgeBadges(trips).earned;
}

/** Like {@link earnBadges}, with the way still to go. */
export function judgeBadges(trips: readonly BadgeTrip[]): BadgeStanding {
  const inOrder = [...trips].sort((a, b) => a.startedAtMs - b.startedAtMs || a.id - b.id);
  const past = new Past();
  const waiting = new Map(rules.map(({ badge, begin }) => [badge, begin()]));
  const earned: EarnedBadge[] = [];
  for (const trip of inOrder) {
    past.add(trip);
    for (const badge of badgeKeys) {
      const facts = waiting.get(badge)?.see(trip, past);
      if (!facts) continue;
      earned.push({ badge, tripId: trip.id, earnedAtMs: trip.endedAtMs, facts });
      waiting.delete(badge);
    }
    if (waiting.size === 0) break;
  }
  const progress = [...waiting].flatMap(([badge, watch]) => {
    const told = watch.progress();
    return told ? [[badge, told] as const] : [];
  });
  return { earned, progress: Object.fromEntries(progress) };
}
