import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Scope } from "#server/domain/scope.ts";
import { alertMessages, alertRules, alerts, pushSubscriptions } from "../schema/alerts.ts";
import { accounts, drivers, memberships, users } from "../schema/people.ts";
import { vehicles } from "../schema/vehicles.ts";
import { writeInSlices } from "../slices.ts";
import { driveZone } from "./drive-zone.ts";
import { all, type Queryable } from "./visibility.ts";

/** What was or will be sent to whom, newest first; for those who see the whole fleet. */
export async function listAlertMessages(db: Queryable, scope: Scope, args: { beforeId?: number | undefined; limit: number }) {
  if (scope.driverIds !== "all") return [];
  return db
    .select({
      id: alertMessages.id,
      alertId: alertMessages.alertId,
      channel: alertMessages.channel,
      status: alertMessages.status,
      subject: alertMessages.subject,
      body: alertMessages.body,
      error: alertMessages.error,
      user: { id: users.id, name: users.name, email: users.email },
      sendAfter: alertMessages.sendAfter,
      sentAt: alertMessages.sentAt,
      createdAt: alertMessages.createdAt,
    })
    .from(alertMessages)
    .innerJoin(users, eq(users.id, alertMessages.userId))
    .where(all(eq(alertMessages.accountId, scope.accountId), args.beforeId === undefined ? undefined : lt(alertMessages.id, args.beforeId)))
    .orderBy(desc(alertMessages.id))
    .limit(args.limit);
}

/** An alert with all that its messages tell; undefined when it is gone or went to the log only. */
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
    .where(and(eq(alerts.id, alertId), isNull(alerts.held)));
  return row;
}

/** Who is told of an account's alerts: its owners and managers, and the driver concerned; as far as they want by each channel. */
export async function listRecipients(db: Queryable, accountId: number, driverId: number | null) {
  const isDriver =
    driverId === null
      ? sql`false`
      : sql`exists (
    select from ${drivers} where ${drivers.id} = ${driverId} and ${drivers.userId} = ${users.id} and ${drivers.accountId} = ${accountId})`;
  return db
    .select({
      userId: users.id,
      address: users.email,
      units: users.units,
      timeZone: users.timeZone,
      email: memberships.alertEmail,
      push: sql<boolean>`${memberships.alertPush} and exists (
        select from ${pushSubscriptions} where ${pushSubscriptions.userId} = ${users.id})`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.accountId, accountId), isNull(users.disabledAt), or(inArray(memberships.role, ["owner", "manager"]), isDriver)),
    )
    .orderBy(asc(users.id));
}

/** Adds messages that are not there yet: one of an alert for each person and channel. */
export async function insertMessages(tx: Queryable, rows: readonly (typeof alertMessages.$inferInsert)[]): Promise<void> {
  await writeInSlices(rows, (slice) => tx.insert(alertMessages).values(slice).onConflictDoNothing());
}

/** The messages of an alert that are still to be sent, with whom they go to. */
export async function listUnsentMessages(db: Queryable, alertId: number) {
  return db
    .select({
      id: alertMessages.id,
      userId: alertMessages.userId,
      address: users.email,
      channel: alertMessages.channel,
      subject: alertMessages.subject,
      body: alertMessages.body,
      sendAfter: alertMessages.sendAfter,
    })
    .from(alertMessages)
    .innerJoin(users, eq(users.id, alertMessages.userId))
    .where(and(eq(alertMessages.alertId, alertId), inArray(alertMessages.status, ["waiting", "failed"])))
    .orderBy(asc(alertMessages.id));
}

export type UnsentMessage = Awaited<ReturnType<typeof listUnsentMessages>>[number];

/**
 * Marks a message as sent before it is, so that it is sent once at most: a process that dies in between has sent it or not, and
 * twice would be worse. False when another was faster.
 */
export async function claimMessage(db: Queryable, messageId: number, at: Date): Promise<boolean> {
  const rows = await db
    .update(alertMessages)
    .set({ status: "sent", sentAt: at, error: null })
    .where(and(eq(alertMessages.id, messageId), inArray(alertMessages.status, ["waiting", "failed"])))
    .returning({ id: alertMessages.id });
  return rows.length > 0;
}

/** Takes a claim back: it did not go out. */
export async function updateUnsent(
  db: Queryable,
  messageId: number,
  change: { status: "failed" | "preview"; error: string | null },
): Promise<void> {
  await db
    .update(alertMessages)
    .set({ ...change, sentAt: null })
    .where(eq(alertMessages.id, messageId));
}
