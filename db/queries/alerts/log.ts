/** What raising alerts reads and writes. */
import { and, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { alerts } from "#db/schema/alerts.ts";
import { writeInSlices } from "#db/slices.ts";
import { type AlertKind, type AlertSeverity, type Condition, conditionKinds } from "#server/domain/alerts/alert.ts";
import type { BookedAlert } from "#server/domain/alerts/alert-book.ts";
import { subjectOf } from "#server/domain/alerts/occurrence.ts";

export interface KnownAlertArgs {
  accountId: number;
  ruleIds: readonly number[];
  vehicleIds: readonly (number | null)[];
  /** Alerts that happened between these. */
  from: Date;
  to: Date;
}

/** The alerts that new ones are compared with, earliest first. */
export async function listBookedAlerts(tx: Tx, { accountId, ruleIds, vehicleIds, from, to }: KnownAlertArgs): Promise<BookedAlert[]> {
  const named = vehicleIds.filter((id) => id !== null);
  const ofVehicles = or(
    named.length > 0 ? inArray(alerts.vehicleId, named) : undefined,
    named.length < vehicleIds.length ? isNull(alerts.vehicleId) : undefined,
  );
  const rows = await tx
    .select({
      id: alerts.id,
      ruleId: alerts.ruleId,
      vehicleId: alerts.vehicleId,
      facts: alerts.facts,
      at: alerts.at,
      logOnlyReason: alerts.logOnlyReason,
      repeats: alerts.repeats,
      lastRepeatAt: alerts.lastRepeatAt,
    })
    .from(alerts)
    .where(and(eq(alerts.accountId, accountId), inArray(alerts.ruleId, [...ruleIds]), ofVehicles, gte(alerts.at, from), lte(alerts.at, to)))
    .orderBy(alerts.at);
  return rows.map(({ at, lastRepeatAt, ...row }) => ({
    ...row,
    subject: subjectOf(row.facts),
    atMs: at.getTime(),
    endedAtMs: at.getTime() + ("durationS" in row.facts ? row.facts.durationS * 1000 : 0),
    lastRepeatMs: lastRepeatAt?.getTime() ?? null,
  }));
}

export type NewAlertRow = typeof alerts.$inferInsert;

/** Stores alerts; those whose key is known already are skipped. Gives the ids by key. */
export async function insertAlerts(tx: Tx, rows: readonly NewAlertRow[]): Promise<Map<string, number>> {
  const inserted = await writeInSlices(rows, (slice) =>
    tx.insert(alerts).values(slice).onConflictDoNothing().returning({ id: alerts.id, key: alerts.dedupeKey }),
  );
  return new Map(inserted.map(({ id, key }) => [key, id]));
}

/** Writes what has become of an alert; gives what its event tells. */
export async function updateBookedAlert(tx: Tx, { id, facts, repeats, lastRepeatMs }: BookedAlert) {
  const [row] = await tx
    .update(alerts)
    .set({ facts, repeats, lastRepeatAt: lastRepeatMs === null ? null : new Date(lastRepeatMs) })
    .where(eq(alerts.id, id ?? 0))
    .returning({ id: alerts.id, kind: alerts.kind, severity: alerts.severity, vehicleId: alerts.vehicleId, at: alerts.at });
  return row;
}

/**
 * Notes which alerts of a vehicle report how it is now: of each rule and condition the newest one, and no other. Gives those for which
 * that changed.
 */
export async function updateOngoingAlerts(tx: Tx, vehicleId: number, conditions: readonly Condition[]) {
  const subject = sql`coalesce(a.facts ->> 'serial', '')`;
  const kinds = sql.join(
    conditionKinds.map((kind) => sql`${kind}`),
    sql`, `,
  );
  const rows = await tx.execute<{ id: string; kind: AlertKind; severity: AlertSeverity; logOnly: boolean; at: string }>(sql`
    with judged as (
      select a.id, row_number() over (partition by a.rule_id, a.kind, ${subject} order by a.at desc, a.id desc) = 1
        and (a.kind, ${subject}) in (select c.kind, c.subject
          from jsonb_to_recordset(${JSON.stringify(conditions)}::jsonb) as c (kind text, subject text)) as ongoing
      from alerts a where a.vehicle_id = ${vehicleId} and a.kind in (${kinds})
    )
    update alerts set ongoing = judged.ongoing from judged
    where alerts.id = judged.id and alerts.ongoing <> judged.ongoing
    returning alerts.id, alerts.kind, alerts.severity, alerts.held is not null as "logOnly", alerts.at`);
  return rows.map(({ id, kind, severity, logOnly, at }) => ({ id: Number(id), kind, severity, logOnly, at: new Date(at) }));
}
