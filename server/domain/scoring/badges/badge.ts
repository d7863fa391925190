/** The words of badges: what a driver can earn by driving better than before, or well for long. */

/** Every badge, in the order they are shown: the first steps, then the own improvement, then lasting. */
export const badgeKeys = [
  "first_score",
  "smooth_ten",
  "gentle_foot",
  "engine_off",
  "within_limits",
  "night_care",
  "smooth_week",
  "strong_week",
  "comeback",
  "rising",
  "idling_halved",
  "lean_month",
  "steady_month",
  "strong_quarter",
] as const;
export type BadgeKey = (typeof badgeKeys)[number];

export function isBadgeKey(key: string): key is BadgeKey {
  return (badgeKeys as readonly string[]).includes(key);
}

/** The trip with which a badge was earned and the figures that earned it. */
export interface EarnedBadge {
  /** Key of the rule. */
  badge: BadgeKey;
  /** The trip that fulfilled the rule. */
  tripId: number;
  /** When that trip ended. */
  earnedAtMs: number;
  facts: BadgeFacts;
}

/** For the sentence below a badge: points, per cent, trips, metres; units are in the names. */
export type BadgeFacts = Record<string, number>;

/** How far a driver is on the way to a badge that counts trips or metres in a row. */
export interface BadgeProgress {
  done: number;
  of: number;
  unit: "trips" | "m";
}

/** A finished, scored trip of a driver, as much of it as the rules look at. */
export interface BadgeTrip {
  id: number;
  vehicleId: number;
  startedAtMs: number;
  endedAtMs: number;
  /** IANA zone where it started. */
  timeZone: string;
  distanceM: number;
  durationS: number;
  idlingS: number;
  over70MphS: number;
  hardBrakes: number;
  hardAccels: number;
  /** Share of the distance driven between 23 and 4 o'clock; null when unknown. */
  nightFraction: number | null;
  fuelL: number | null;
  energyKwh: number | null;
  /** 0-100. */
  score: number;
  /** 0-20 points of the parts that could be measured. */
  hbr: number | null;
  hac: number | null;
  spd: number | null;
  idl: number | null;
}
