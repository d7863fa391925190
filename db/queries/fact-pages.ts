/** How the lists of the public APIs for apps are narrowed and cut into pages. */
import { and, between, gte, lte, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { UidRange } from "#server/domain/automatic/ids.ts";

export interface FactsPage {
  offset: number;
  limit: number;
}

/** Both ends belong to it; an absent one is open. */
export interface MomentRange {
  from?: Date | undefined;
  to?: Date | undefined;
}

export function withinMoments(column: AnyPgColumn, { from, to }: MomentRange = {}): SQL | undefined {
  return and(from && gte(column, from), to && lte(column, to));
}

export function withinUids(column: AnyPgColumn, { from, to }: UidRange): SQL {
  return between(column, from, to);
}
