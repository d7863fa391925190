import type { Tx } from "#db/client.ts";
import { insertAlerts, listBookedAlerts, type NewAlertRow, updateBookedAlert } from "#db/queries/alerts/log.ts";
import { listSnoozesOf } from "#db/queries/alerts/snoozes.ts";
import { type Driving, listDriving } from "#db/queries/alerts/watching.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import { enqueueSendAlert } from "#db/queries/queue/jobs.ts";
import { type AlertKind, personalKinds } from "#server/domain/alerts/alert.ts";
import { AlertBook, type BookedAlert, type NewAlert } from "#server/domain/alerts/alert-book.ts";
import { dedupeKeyOf, type Occurrence } from "#server/domain/alerts/occurrence.ts";
import type { Scope } from "#server/domain/scope.ts";

/** An episode that goes on may have begun this long before what is seen of it, ms. */
const longestEpisodeMs = 12 * 3_600_000;

/**
 * Raises what the policy lets through: stores it, tells the app and has the messages sent, all in the caller's transaction.
 * Occurrences that were raised before, or are seen again with more samples, raise nothing new.
 */
export async function raiseAlerts(tx: Tx, scope: Scope, now: Date, occurrences: readonly Occurrence[]): Promise<void> {
  if (occurrences.length === 0) return;
  const book = new AlertBook({ nowMs: now.getTime(), ...(await readBook(tx, scope, occurrences)) });
  for (const occurrence of occurrences.toSorted((a, b) => a.atMs - b.atMs)) book.add(occurrence);
  await storeRaised(tx, scope, book.raised, now);
  await storeChanged(tx, scope, [...book.changed]);
}

async function readBook(tx: Tx, scope: Scope, occurrences: readonly Occurrence[]) {
  const vehicleIds = [...new Set(occurrences.map(({ vehicleId }) => vehicleId))];
  const known = await listBookedAlerts(tx, {
    accountId: scope.accountId,
    ruleIds: [...new Set(occurrences.map(({ rule }) => rule.id))],
    vehicleIds,
    from: new Date(
      minOf(occurrences, ({ atMs, sameFromMs, rule }) => Math.min(sameFromMs, atMs - rule.cooldownS * 1000)) - longestEpisodeMs,
    ),
    to: new Date(-minOf(occurrences, ({ atMs, sameToMs, rule }) => -Math.max(sameToMs, atMs + rule.cooldownS * 1000))),
  });
  const snoozes = (await listSnoozesOf(tx, scope)).map(({ until, ...snooze }) => ({ ...snooze, untilMs: until.getTime() }));
  return { known, snoozes };
}

function minOf(occurrences: readonly Occurrence[], value: (occurrence: Occurrence) => number): number {
  return occurrences.reduce((least, occurrence) => Math.min(least, value(occurrence)), Number.POSITIVE_INFINITY);
}

async function storeRaised(tx: Tx, scope: Scope, raised: readonly NewAlert[], now: Date): Promise<void> {
  const driving = await findDriving(tx, raised);
  const rows = raised.map((alert, place) => ({ ...toRow(alert, driving[place]), accountId: scope.accountId, createdAt: now }));
  const ids = await insertAlerts(tx, rows);
  const events: NewEvent[] = [];
  for (const { occurrence, logOnlyReason, atMs } of raised) {
    const alertId = ids.get(dedupeKeyOf(occurrence));
    if (alertId === undefined || logOnlyReason !== null) continue;
    const { kind, rule, vehicleId } = occurrence;
    const about = vehicleId === null ? {} : { vehicleId };
    const payload = { alertId, kind, severity: rule.severity };
    events.push({ accountId: scope.accountId, type: "alert.raised", ...about, at: new Date(atMs), payload });
    if (rule.email || rule.push) await enqueueSendAlert(tx, alertId);
  }
  await appendEvents(tx, events);
}

const isPersonal = (kind: AlertKind) => personalKinds.some((personal) => personal === kind);

/** Who drove, for alerts about driving that do not say so themselves. */
async function findDriving(tx: Tx, raised: readonly NewAlert[]): Promise<(Driving | undefined)[]> {
  const asked = raised.flatMap(({ occurrence: { kind, vehicleId, tripId, atMs } }, place) =>
    isPersonal(kind) && vehicleId !== null && tripId === null ? [{ place, vehicleId, atMs }] : [],
  );
  const told = await listDriving(tx, asked);
  const found: (Driving | undefined)[] = raised.map(() => undefined);
  for (const [at, { place }] of asked.entries()) found[place] = told[at];
  return found;
}

function toRow(
  { occurrence, facts, logOnlyReason, repeats, lastRepeatMs }: NewAlert,
  driving: Driving | undefined,
): Omit<NewAlertRow, "accountId"> {
  const { rule, kind, vehicleId, atMs, position, driverId, tripId } = occurrence;
  return {
    ruleId: rule.id,
    kind,
    severity: rule.severity,
    vehicleId,
    driverId: driving?.driverId ?? driverId,
    tripId: driving?.tripId ?? tripId,
    facts,
    at: new Date(atMs),
    lat: position?.lat ?? null,
    lon: position?.lon ?? null,
    dedupeKey: dedupeKeyOf(occurrence),
    logOnlyReason,
    repeats,
    lastRepeatAt: lastRepeatMs === null ? null : new Date(lastRepeatMs),
  };
}

async function storeChanged(tx: Tx, scope: Scope, changed: readonly BookedAlert[]): Promise<void> {
  const events: NewEvent[] = [];
  for (const alert of changed) {
    const row = await updateBookedAlert(tx, alert);
    if (!row || alert.logOnlyReason !== null) continue;
    const about = row.vehicleId === null ? {} : { vehicleId: row.vehicleId };
    const payload = { alertId: row.id, kind: row.kind, severity: row.severity };
    events.push({ accountId: scope.accountId, type: "alert.changed", ...about, at: row.at, payload });
  }
  await appendEvents(tx, events);
}
