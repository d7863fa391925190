/** The trip with which a badge was earned and the figures that earned it. */
export interface EarnedBadge {
  /** Key of the rule. */
  badge: string;
  /** The trip that fulfilled the rule. */
  tripId: number;
  earnedAtMs: number;
  /** For the sentence below the badge: kilometres, days, points. */
  facts: Record<string, number>;
}
