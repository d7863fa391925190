/** What raising alerts reads and writes. */
import { and, eq, gte, inArray, isNull, lte, or } from "drizzle-orm";
import type { BookedAlert } from "#server/domain/alerts/alert-book.ts";
import { subjectOf } from "#server/domain/alerts/occurrence.ts";
import type { Tx } from "../client.ts";
import { alerts } from "../schema/alerts.ts";

export interface KnownAlertArgs {
  accountId: number;
  ruleIds: readonly number[];
  vehicleIds: readonly (number | null)[];
  /** Alerts that happened between these. */
  from: Date;
  to: Date;
}

/** The alerts that new ones are held against, earliest first. */
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
      held: alerts.held,
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

/** Rows of one statement: an insert takes 65,534 parameters at most. */
const insertRows = 500;

/** Stores alerts; those whose key is known already are skipped. Gives the ids by key. */
export async function insertAlerts(tx: Tx, rows: readonly NewAlertRow[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (let from = 0; from < rows.length; from += insertRows) {
    const inserted = await tx
      .insert(alerts)
      .values(rows.slice(from, from + insertRows))
      .onConflictDoNothing()
      .returning({ id: alerts.id, key: alerts.dedupeKey });
    for (const { id, key } of inserted) ids.set(key, id);
  }
  return ids;
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
