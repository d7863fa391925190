/** Whom an alert is sent to, and how. */
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { driveZone } from "#db/queries/trips/time-zone.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { accounts, drivers, memberships, users } from "#db/schema/accounts.ts";
import { alertRules, alerts, endpointFailures, pushSubscriptions } from "#db/schema/alerts.ts";
import { vehicles } from "#db/schema/vehicles.ts";

/** An alert with all that its messages say; undefined when it is gone or went to the log only. */
export async function findAlertToSend(db: Queryable, alertId: number) {
  const [row] = await db
    .select({
      id: alerts.id,
      accountId: alerts.accountId,
      kind: alerts.kind,
      severity: alerts.severity,
      facts: alerts.facts,
      at: alerts.at,
      timeZone: driveZone(alerts.vehicleId, alerts.at),
      createdAt: alerts.createdAt,
      vehicle: vehicles.name,
      driver: drivers.name,
      driverId: alerts.driverId,
      email: alertRules.email,
      push: alertRules.push,
      respectsQuiet: alertRules.respectsQuiet,
      quiet: { from: accounts.quietFrom, to: accounts.quietTo, timeZone: accounts.timeZone },
    })
    .from(alerts)
    .innerJoin(accounts, eq(accounts.id, alerts.accountId))
    .innerJoin(alertRules, eq(alertRules.id, alerts.ruleId))
    .leftJoin(vehicles, eq(vehicles.id, alerts.vehicleId))
    .leftJoin(drivers, eq(drivers.id, alerts.driverId))
    .where(and(eq(alerts.id, alertId), isNull(alerts.logOnlyReason)));
  return row;
}

/** A browser that push messages go to. */
export interface Browser {
  id: number;
  label: string;
}

/** Whether an endpoint was switched off because nothing sent to it arrived. */
const isDisabled = (key: ReturnType<typeof sql>) => sql`exists (
  select from ${endpointFailures} f where f.key = ${key} and f.disabled_at is not null)`;

/**
 * Who gets an account's alerts: its owners and managers, and the driver concerned; as far as they want by each channel, and to what is
 * not switched off.
 */
export async function listRecipients(db: Queryable, accountId: number, driverId: number | null) {
  const isDriver =
    driverId === null
      ? sql`false`
      : sql`exists (
    select from ${drivers} where ${drivers.id} = ${driverId} and ${drivers.userId} = ${users.id} and ${drivers.accountId} = ${accountId})`;
  return db
    .select({
      userId: users.id,
      role: memberships.role,
      units: users.units,
      timeZone: users.timeZone,
      email: sql<boolean>`${memberships.alertEmail} and not ${isDisabled(sql`'mail:' || ${users.id}`)}`,
      browsers: sql<Browser[]>`case when ${memberships.alertPush} then coalesce((
        select json_agg(json_build_object('id', s.id, 'label', s.label) order by s.id) from ${pushSubscriptions} s
        where s.user_id = ${users.id} and not ${isDisabled(sql`'push:' || s.id`)}), '[]') else '[]' end`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.accountId, accountId), isNull(users.disabledAt), or(inArray(memberships.role, ["owner", "manager"]), isDriver)),
    )
    .orderBy(asc(users.id));
}
