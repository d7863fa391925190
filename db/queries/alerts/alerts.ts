import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { driveZone } from "#db/queries/trips/time-zone.ts";
import { all, type Queryable, visibleAlerts } from "#db/queries/visibility.ts";
import { drivers, memberships, users } from "#db/schema/accounts.ts";
import { alerts } from "#db/schema/alerts.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { AlertKind, AlertSeverity } from "#server/domain/alerts/alert.ts";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

export interface AlertFilter {
  /** `open`: nobody has acknowledged it yet. */
  state?: "open" | "acknowledged" | undefined;
  kinds?: readonly AlertKind[] | undefined;
  severities?: readonly AlertSeverity[] | undefined;
  vehicleId?: number | undefined;
  driverId?: number | undefined;
  /**
   * `notified` (the default): without those that went to the log only; `log_only`: only those; `inbox`: those people were notified of,
   * and what is still true although it was known too late for a notification or while its rule was snoozed.
   */
  delivery?: "notified" | "log_only" | "inbox" | "all" | undefined;
  /** Only these of the visible ones, for live updates. */
  alertIds?: readonly number[] | undefined;
}

export interface AlertListArgs extends AlertFilter {
  /** What the scope sees of cars depends on who is assigned now. */
  at: Date;
  /** Only alerts with lower ids. */
  beforeId?: number | undefined;
  /** Only alerts with higher ids. */
  afterId?: number | undefined;
  limit: number;
}

/** What a scope may see of the alerts, newest known first. */
export async function listAlerts(db: Queryable, scope: Scope, args: AlertListArgs): Promise<AlertDetails[]> {
  const { beforeId, afterId } = args;
  const where = all(
    matchingAlerts(scope, args),
    beforeId === undefined ? undefined : lt(alerts.id, beforeId),
    afterId === undefined ? undefined : gt(alerts.id, afterId),
  );
  return readAlerts(db, where).orderBy(desc(alerts.id)).limit(args.limit) as Promise<AlertDetails[]>;
}

export interface InboxArgs extends AlertFilter {
  at: Date;
  /** Only alerts that come after this one. */
  beforeId?: number | undefined;
  limit: number;
}

/** What a scope may see of the alerts by when they happened, newest first, so that what was known late stands below its day. */
export async function listInbox(db: Queryable, scope: Scope, args: InboxArgs): Promise<AlertDetails[]> {
  const { beforeId } = args;
  const last = sql`(select last.at, last.id from alerts last where last.id = ${beforeId} and last.account_id = ${scope.accountId})`;
  const page = beforeId === undefined ? undefined : sql`(${alerts.at}, ${alerts.id}) < ${last}`;
  return readAlerts(db, all(matchingAlerts(scope, args), page))
    .orderBy(desc(alerts.at), desc(alerts.id))
    .limit(args.limit) as Promise<AlertDetails[]>;
}

/** The kind of a row says what its facts are; see commands/raise-alerts.ts, the only writer. */
function readAlerts(db: Queryable, where: SQL) {
  return db
    .select({
      id: alerts.id,
      uid: alerts.uid,
      ruleId: alerts.ruleId,
      kind: alerts.kind,
      severity: alerts.severity,
      facts: alerts.facts,
      vehicle: { id: vehicles.id, name: vehicles.name },
      driver: { id: drivers.id, name: drivers.name },
      tripId: alerts.tripId,
      at: alerts.at,
      timeZone: driveZone(alerts.vehicleId, alerts.at),
      lat: alerts.lat,
      lon: alerts.lon,
      logOnlyReason: alerts.logOnlyReason,
      ongoing: alerts.ongoing,
      repeats: alerts.repeats,
      lastRepeatAt: alerts.lastRepeatAt,
      acknowledgedAt: alerts.acknowledgedAt,
      acknowledgedBy: { id: users.id, name: users.name },
      createdAt: alerts.createdAt,
    })
    .from(alerts)
    .leftJoin(vehicles, eq(vehicles.id, alerts.vehicleId))
    .leftJoin(drivers, eq(drivers.id, alerts.driverId))
    .leftJoin(users, eq(users.id, alerts.acknowledgedBy))
    .where(where);
}

/** Whether a rule keeps still for the alert's vehicle. */
const isSnoozed = (at: Date) => sql`exists (
  select from alert_snoozes z where z.rule_id = ${alerts.ruleId} and z.until > ${at.toISOString()}::timestamptz
    and (z.vehicle_id is null or z.vehicle_id = ${alerts.vehicleId}))`;

const isInInbox = (at: Date) =>
  sql`(${alerts.logOnlyReason} is null or (${alerts.ongoing} and (${alerts.logOnlyReason} <> 'snoozed' or not ${isSnoozed(at)})))`;

function matchesDelivery(delivery: AlertFilter["delivery"], at: Date): SQL | undefined {
  if (delivery === "all") return undefined;
  if (delivery === "inbox") return isInInbox(at);
  return delivery === "log_only" ? isNotNull(alerts.logOnlyReason) : isNull(alerts.logOnlyReason);
}

function matchingAlerts(scope: Scope, args: AlertFilter & { at: Date }): SQL {
  const { state, kinds, severities, vehicleId, driverId, delivery = "notified", alertIds } = args;
  return all(
    visibleAlerts(scope, args.at),
    state && (state === "open" ? isNull(alerts.acknowledgedAt) : isNotNull(alerts.acknowledgedAt)),
    kinds && inArray(alerts.kind, [...kinds]),
    severities && inArray(alerts.severity, [...severities]),
    vehicleId === undefined ? undefined : eq(alerts.vehicleId, vehicleId),
    driverId === undefined ? undefined : eq(alerts.driverId, driverId),
    matchesDelivery(delivery, args.at),
    alertIds && inArray(alerts.id, [...alertIds]),
  );
}

/** One visible alert, also one that went to the log only. Throws `not_found`. */
export async function getAlert(db: Queryable, scope: Scope, args: { alertId: number; at: Date }): Promise<AlertDetails> {
  const [alert] = await listAlerts(db, scope, { alertIds: [args.alertId], at: args.at, delivery: "all", limit: 1 });
  if (!alert) throw notFound("alert");
  return alert;
}

/** No more than this are counted. */
const maxUnread = 1000;

/** How many alerts a person has not seen yet, and the newest they have; nothing for those who are no member. */
export async function countUnreadAlerts(db: Queryable, scope: Scope, args: { at: Date }): Promise<{ count: number; readId: number }> {
  if (scope.actor.kind !== "user") return { count: 0, readId: 0 };
  const [member] = await db
    .select({ readId: memberships.alertsReadId })
    .from(memberships)
    .where(and(eq(memberships.accountId, scope.accountId), eq(memberships.userId, scope.actor.userId)));
  if (!member) return { count: 0, readId: 0 };
  const unread = db
    .select({ one: sql`1`.as("one") })
    .from(alerts)
    .where(all(visibleAlerts(scope, args.at), isInInbox(args.at), isNull(alerts.acknowledgedAt), gt(alerts.id, member.readId)))
    .limit(maxUnread)
    .as("unread");
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(unread);
  return { count: row?.count ?? 0, readId: member.readId };
}

/** Notes who has taken an alert on; false when the account has no such alert or somebody had. */
export async function acknowledge(tx: Queryable, scope: Scope, args: { alertId: number; userId: number | null; at: Date }) {
  const rows = await tx
    .update(alerts)
    .set({ acknowledgedAt: args.at, acknowledgedBy: args.userId })
    .where(all(eq(alerts.accountId, scope.accountId), eq(alerts.id, args.alertId), isNull(alerts.acknowledgedAt)))
    .returning({ id: alerts.id });
  return rows.length > 0;
}

/** Takes that back; false when the account has no such alert or nobody had acknowledged it. */
export async function reopen(tx: Queryable, scope: Scope, args: { alertId: number }) {
  const rows = await tx
    .update(alerts)
    .set({ acknowledgedAt: null, acknowledgedBy: null })
    .where(all(eq(alerts.accountId, scope.accountId), eq(alerts.id, args.alertId), isNotNull(alerts.acknowledgedAt)))
    .returning({ id: alerts.id });
  return rows.length > 0;
}

/** Moves a person's mark up to an alert, never back. */
export async function updateAlertsRead(tx: Queryable, scope: Scope, args: { userId: number; readId: number }): Promise<void> {
  await tx
    .update(memberships)
    .set({ alertsReadId: sql`greatest(${memberships.alertsReadId}, least(${args.readId}::bigint, (select max(id) from alerts)))` })
    .where(and(eq(memberships.accountId, scope.accountId), eq(memberships.userId, args.userId)));
}
