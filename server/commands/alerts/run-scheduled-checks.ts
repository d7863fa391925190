import { type AlertRule, ensureDefaultRules, listAccountsWithoutRules, listEnabledRules } from "#db/queries/alerts/rules.ts";
import { listLongStays, listSilentVehicles } from "#db/queries/alerts/scheduled-checks.ts";
import { listExpiringKeys } from "#db/queries/apps/tokens.ts";
import { listDueItems } from "#db/queries/service/due-items.ts";
import { systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { type Occurrence, occurrenceAt } from "#server/domain/alerts/occurrence.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import type { DueItem } from "#server/domain/service/due.ts";
import { msPerDay, msPerHour } from "#server/domain/time.ts";
import { raiseAlerts } from "./raise-alerts.ts";

const minuteMs = 60_000;
const sweptKinds = ["silent", "geofence_dwell", "document_due", "service_due", "key_due"] as const;

/** Raises the alerts that time alone brings: silence, stays, what is due. Repeats raise nothing new. */
export async function sweepAlerts(deps: CommandDeps): Promise<void> {
  for (const accountId of await listAccountsWithoutRules(deps.db)) await deps.db.transaction((tx) => ensureDefaultRules(tx, accountId));
  const rules = await listEnabledRules(deps.db, sweptKinds);
  for (const accountId of new Set(rules.map((rule) => rule.accountId))) {
    await sweepAccount(
      deps,
      accountId,
      rules.filter((rule) => rule.accountId === accountId),
    );
  }
}

async function sweepAccount(deps: CommandDeps, accountId: number, rules: readonly AlertRule[]): Promise<void> {
  const now = deps.now();
  const found: Occurrence[] = [];
  for (const rule of rules) found.push(...(await sweepRule(deps, rule, now)));
  if (found.length > 0) await deps.db.transaction((tx) => raiseAlerts(tx, systemScope(accountId, "alerts"), now, found));
}

async function sweepRule(deps: CommandDeps, rule: AlertRule, now: Date): Promise<Occurrence[]> {
  if (rule.kind === "silent") return findSilence(deps, rule, now);
  if (rule.kind === "geofence_dwell") return findStays(deps, rule, now);
  if (rule.kind === "key_due") return findExpiringKeys(deps, rule, now);
  if (rule.kind !== "document_due" && rule.kind !== "service_due") return [];
  const { daysAhead } = rule.params;
  const items = await listDueItems(deps.db, systemScope(rule.accountId, "alerts"), { at: now, daysAhead });
  const wanted = rule.kind === "document_due" ? "document" : "service";
  const isWanted = ({ kind, state, vehicle }: DueItem) =>
    kind === wanted && state !== "later" && (rule.vehicleIds === null || (vehicle !== null && rule.vehicleIds.includes(vehicle.id)));
  return items.filter(isWanted).flatMap((item) => toDue(rule, item, now) ?? []);
}

async function findSilence({ db }: CommandDeps, rule: AlertRule & { kind: "silent" }, now: Date): Promise<Occurrence[]> {
  const { hours } = rule.params;
  const silent = await listSilentVehicles(db, rule, now, new Date(now.getTime() - hours * msPerHour));
  return silent.map(({ vehicleId, lastAtMs, position }) => {
    const facts = { hours, lastAt: new Date(lastAtMs).toISOString() };
    return { ...occurrenceAt(rule, vehicleId, lastAtMs + hours * msPerHour), kind: "silent", position, facts };
  });
}

async function findStays({ db }: CommandDeps, rule: AlertRule & { kind: "geofence_dwell" }, now: Date): Promise<Occurrence[]> {
  const { minutes } = rule.params;
  const stays = await listLongStays(db, rule, new Date(now.getTime() - minutes * minuteMs));
  return stays.map(({ vehicleId, geofenceId, geofence, sinceMs, position }) => {
    const same = { sameFromMs: sinceMs, sameToMs: now.getTime(), subject: String(geofenceId) };
    const facts = { geofenceId, geofence, minutes };
    return { ...occurrenceAt(rule, vehicleId, sinceMs + minutes * minuteMs), ...same, kind: "geofence_dwell", position, facts };
  });
}

/** Told when so many days are left, and again on the last day; not of a key that was made with less left. */
async function findExpiringKeys({ db }: CommandDeps, rule: AlertRule & { kind: "key_due" }, now: Date): Promise<Occurrence[]> {
  const { daysAhead } = rule.params;
  const until = new Date(now.getTime() + daysAhead * msPerDay);
  const keys = await listExpiringKeys(db, systemScope(rule.accountId, "alerts"), { now, until });
  return keys.flatMap(({ id: tokenId, name: key, createdBy: madeBy, createdAt, expiresAt }) => {
    const isLastDay = expiresAt.getTime() - now.getTime() <= msPerDay;
    const atMs = expiresAt.getTime() - (isLastDay ? 1 : daysAhead) * msPerDay;
    if (atMs < createdAt.getTime()) return [];
    const facts = { tokenId, key, madeBy, expiresAt: expiresAt.toISOString() };
    return [{ ...occurrenceAt(rule, null, atMs), subject: String(tokenId), kind: "key_due" as const, facts }];
  });
}

/** What is due is the same for a cooldown and is reported again after it. */
function toDue(rule: AlertRule & { kind: "document_due" | "service_due" }, item: DueItem, now: Date): Occurrence | undefined {
  const { refId, title, dueOn, dueKm, vehicle, driver } = item;
  if (refId === null) return undefined;
  const atMs = Math.floor(now.getTime() / minuteMs) * minuteMs;
  const moment = occurrenceAt(rule, vehicle?.id ?? null, atMs);
  const about = { ...moment, subject: String(refId), sameFromMs: atMs - rule.cooldownS * 1000 + 1, driverId: driver?.id ?? null };
  if (rule.kind === "service_due") return { ...about, kind: "service_due", facts: { planId: refId, service: title, dueOn, dueKm } };
  const document = documentKinds.find((kind) => kind === title);
  if (dueOn === null || !document) return undefined;
  return { ...about, kind: "document_due", facts: { documentId: refId, document, dueOn } };
}
