import type { Position } from "#server/domain/trips/trip.ts";
import type { AlertFacts, AlertKind, AlertSeverity, RuleParams } from "./alert.ts";

/** What watching needs to know of a rule: `kind` tells what its `params` are. Times are seconds. */
export type WatchRule = { [Kind in AlertKind]: WatchRuleBase & { kind: Kind; params: RuleParams[Kind] } }[AlertKind];
export type RuleOf<Kind extends AlertKind> = Extract<WatchRule, { kind: Kind }>;

interface WatchRuleBase {
  id: number;
  severity: AlertSeverity;
  cooldownS: number;
  maxAgeS: number;
  email: boolean;
  push: boolean;
}

/** Something a rule asks for has happened. Whether people are notified is up to the policy. */
export type Occurrence = { [Kind in AlertKind]: OccurrenceBase & { kind: Kind; facts: AlertFacts[Kind] } }[AlertKind];

interface OccurrenceBase {
  rule: WatchRule;
  vehicleId: number | null;
  /** What it is about besides the vehicle: a geofence, a document; empty for none. Cooldowns count for each subject. */
  subject: string;
  atMs: number;
  endedAtMs: number;
  /** What is known already between these two is this very thing, seen with fewer samples. */
  sameFromMs: number;
  sameToMs: number;
  position: Position | null;
  driverId: number | null;
  tripId: number | null;
}

/** An occurrence of a moment, of nobody in particular; add what is different. */
export function occurrenceAt(rule: WatchRule, vehicleId: number | null, atMs: number) {
  const moment = { atMs, endedAtMs: atMs, sameFromMs: atMs, sameToMs: atMs };
  return { rule, vehicleId, subject: "", ...moment, position: null, driverId: null, tripId: null };
}

/** Tells what happened apart from everything else of the account. */
export function dedupeKeyOf({ kind, rule, vehicleId, subject, atMs }: Occurrence): string {
  return [kind, rule.id, vehicleId ?? "", subject, atMs].join(":");
}

/** The subject of a stored alert, as its occurrence had it. */
export function subjectOf(facts: object): string {
  if ("geofenceId" in facts) return String(facts.geofenceId);
  if ("documentId" in facts) return String(facts.documentId);
  if ("tokenId" in facts) return String(facts.tokenId);
  if ("planId" in facts) return String(facts.planId);
  return "serial" in facts ? String(facts.serial) : "";
}
