/** Endpoints of messages and services that fail: since when, and until when they are left alone. */
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { endpointFailures, pushSubscriptions } from "#db/schema/alerts.ts";
import { type EndpointKey, type Service, services } from "#server/domain/alerts/delivery/endpoint.ts";

/** An endpoint that fails, as its owner is shown it. */
export interface EndpointTrouble {
  endpoint: { kind: "push"; id: number } | { kind: "mail" | Service };
  /** What the browser is called; null: it is none. */
  browser: string | null;
  failingSince: Date;
  /** When it is tried again, unless it is switched off. */
  pausedUntil: Date;
  disabledAt: Date | null;
  error: string;
}

/** The endpoints of a person that fail, and, for those who may see them, the services of this installation. */
export async function listEndpointTroubles(db: Queryable, args: { userId: number; withServices: boolean }): Promise<EndpointTrouble[]> {
  const isService = inArray(endpointFailures.key, args.withServices ? [...services] : []);
  const rows = await db
    .select({
      key: endpointFailures.key,
      id: endpointFailures.pushSubscriptionId,
      browser: pushSubscriptions.label,
      failingSince: endpointFailures.failingSince,
      pausedUntil: endpointFailures.pausedUntil,
      disabledAt: endpointFailures.disabledAt,
      error: endpointFailures.error,
    })
    .from(endpointFailures)
    .leftJoin(pushSubscriptions, eq(pushSubscriptions.id, endpointFailures.pushSubscriptionId))
    .where(or(eq(endpointFailures.userId, args.userId), isService))
    .orderBy(endpointFailures.key);
  return rows.map(({ key, id, ...row }) => ({ ...row, endpoint: toEndpoint(key, id) }));
}

function toEndpoint(key: string, id: number | null): EndpointTrouble["endpoint"] {
  if (id !== null) return { kind: "push", id };
  return { kind: services.find((service) => service === key) ?? "mail" };
}

/** Until when a service is left alone; null: it works. */
export async function findServicePause(db: Queryable, service: Service): Promise<Date | null> {
  const [row] = await db.select({ until: endpointFailures.pausedUntil }).from(endpointFailures).where(eq(endpointFailures.key, service));
  return row?.until ?? null;
}

export interface FailedAttempt {
  key: EndpointKey;
  /** Whose address or browser it is; neither for services. */
  userId?: number;
  pushSubscriptionId?: number | null;
  begunAt: Date;
  at: Date;
  error: string;
  /** How long to leave the endpoint alone after so many failures in a row, ms. */
  pauseMs: (failures: number) => number;
}

/**
 * Notes that an attempt failed. Attempts at the same time count as one: those that began before the pause that the first of them
 * brought.
 */
export async function noteEndpointFailure(tx: Tx, failed: FailedAttempt): Promise<{ failingSince: Date; pausedUntil: Date }> {
  const { key, userId = null, pushSubscriptionId = null, begunAt, at, error, pauseMs } = failed;
  const counts = sql`case when ${endpointFailures.pausedUntil} <= ${begunAt.toISOString()}::timestamptz then 1 else 0 end`;
  const [row] = await tx
    .insert(endpointFailures)
    .values({ key, userId, pushSubscriptionId, failingSince: at, pausedUntil: at, error })
    .onConflictDoUpdate({ target: endpointFailures.key, set: { failures: sql`${endpointFailures.failures} + ${counts}`, error } })
    .returning({
      failures: endpointFailures.failures,
      failingSince: endpointFailures.failingSince,
      pausedUntil: endpointFailures.pausedUntil,
    });
  if (!row) throw new Error("The insert returned no row.");
  const { failures, failingSince } = row;
  if (row.pausedUntil > at) return { failingSince, pausedUntil: row.pausedUntil };
  const pausedUntil = new Date(at.getTime() + pauseMs(failures));
  await tx.update(endpointFailures).set({ pausedUntil }).where(eq(endpointFailures.key, key));
  return { failingSince, pausedUntil };
}

/** Switches an endpoint off that fails; false when it was off already. */
export async function disableEndpoint(tx: Tx, key: EndpointKey, at: Date): Promise<boolean> {
  const rows = await tx
    .update(endpointFailures)
    .set({ disabledAt: at })
    .where(and(eq(endpointFailures.key, key), isNull(endpointFailures.disabledAt)))
    .returning({ key: endpointFailures.key });
  return rows.length > 0;
}

/** Forgets that endpoints failed: they work, or are to be tried again. */
export async function clearEndpointFailures(db: Queryable, keys: readonly EndpointKey[]): Promise<void> {
  await db.delete(endpointFailures).where(inArray(endpointFailures.key, [...keys]));
}
