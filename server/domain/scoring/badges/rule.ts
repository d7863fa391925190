import type { BadgeFacts, BadgeKey, BadgeProgress, BadgeTrip } from "./badge.ts";
import type { Past } from "./past.ts";

/** Follows a driver's trips in order for one badge. */
export interface Watch {
  /** Looks at the next trip, which `past` holds already; gives the figures once the rule is fulfilled. */
  see(trip: BadgeTrip, past: Past): BadgeFacts | null;
  /** How far the driver is; null where the rule cannot say. */
  progress(): BadgeProgress | null;
}

export interface BadgeRule {
  badge: BadgeKey;
  begin(): Watch;
}
