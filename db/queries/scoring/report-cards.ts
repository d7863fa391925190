import { eq, gte, lt, sql } from "drizzle-orm";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { ReceiptRule, ScorePart } from "#server/domain/scoring/score-trip.ts";

/** Points that one rule took over many trips. */
export interface RuleLoss {
  part: ScorePart;
  rule: ReceiptRule;
  points: number;
  /** How many receipts, and on how many trips. */
  receipts: number;
  trips: number;
}

/** Where a driver's points went in a window: the receipts of the trips summed by rule, the costliest first. */
export async function listRuleLosses(db: Queryable, scope: Scope, args: { driverId: number; from: Date; to: Date }): Promise<RuleLoss[]> {
  const receipt = sql`jsonb_to_recordset(${reportCards.receipts}) as receipt(part text, rule text, points float8)`;
  return db
    .select({
      part: sql<ScorePart>`receipt.part`,
      rule: sql<ReceiptRule>`receipt.rule`,
      points: sql<number>`sum(receipt.points)`,
      receipts: sql<number>`count(*)::int`,
      trips: sql<number>`count(distinct ${trips.id})::int`,
    })
    .from(trips)
    .innerJoin(reportCards, eq(reportCards.tripId, trips.id))
    .crossJoin(receipt)
    .where(all(visibleTrips(scope), eq(trips.driverId, args.driverId), gte(trips.startedAt, args.from), lt(trips.startedAt, args.to)))
    .groupBy(sql`1, 2`)
    .orderBy(sql`3 desc`);
}
