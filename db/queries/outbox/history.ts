import { and, asc, eq, gt, max, or, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import { events } from "#db/schema/outbox.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { OutboxEvent } from "./feed.ts";

/** The id of the account's newest event; 0 before the first. */
export async function findNewestEventId(db: Queryable, scope: Scope): Promise<number> {
  const [row] = await db
    .select({ id: max(events.id) })
    .from(events)
    .where(eq(events.accountId, scope.accountId));
  return row?.id ?? 0;
}

/** An event may commit after one with a higher id: this many ids and this long back such late ones are looked for. */
const lateIds = 1000;
const lateWithin = sql`interval '2 minutes'`;

/** The account's events after one, and those shortly before it that may have committed after it; lowest first. */
export async function listEventsSince(db: Queryable, scope: Scope, args: { afterId: number; limit: number }): Promise<OutboxEvent[]> {
  const { afterId, limit } = args;
  const late: SQL | undefined = and(gt(events.id, afterId - lateIds), sql`${events.createdAt} > now() - ${lateWithin}`);
  return db
    .select({
      id: events.id,
      accountId: events.accountId,
      type: events.type,
      vehicleId: events.vehicleId,
      tripId: events.tripId,
      at: events.at,
      payload: events.payload,
    })
    .from(events)
    .where(and(eq(events.accountId, scope.accountId), or(gt(events.id, afterId), late), gt(events.id, afterId - lateIds)))
    .orderBy(asc(events.id))
    .limit(limit);
}
