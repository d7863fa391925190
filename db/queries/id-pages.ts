import { and, gt, lt, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** A stretch of a list that is ordered by id; both bounds are left out of it. */
export interface IdPage {
  limit: number;
  before?: number | undefined;
  after?: number | undefined;
}

export function withinPage(id: AnyPgColumn, { before, after }: IdPage): SQL | undefined {
  return and(before === undefined ? undefined : lt(id, before), after === undefined ? undefined : gt(id, after));
}
