/** A rule while it is changed: what a form holds, and when it may be stored. Pure. */
import type { AlertKind, AlertSeverity } from "#server/domain/alerts/alert.ts";
import type { RuleDraft as DefaultRule } from "#server/domain/alerts/default-rules.ts";
import { paramLimits } from "#server/domain/alerts/rule-limits.ts";
import type { AlertRule } from "./rule-text.ts";

/** Numbers by name; null: none yet, or for a geofence any of them. */
export type DraftParams = Record<string, number | null>;

export interface RuleDraft {
  severity: AlertSeverity;
  params: DraftParams;
  /** Null: every car. */
  vehicleIds: number[] | null;
  cooldownS: number;
  maxAgeS: number;
  email: boolean;
  push: boolean;
  respectsQuiet: boolean;
}

type DraftedRule = DefaultRule & { vehicleIds?: AlertRule["vehicleIds"] };

/** What a form holds of a rule, or of the default rule of a kind, which watches every car. */
export function draftRule({ severity, params, vehicleIds = null, cooldownS, maxAgeS, email, push, respectsQuiet }: DraftedRule): RuleDraft {
  return { severity, params: { ...params }, vehicleIds, cooldownS, maxAgeS, email, push, respectsQuiet };
}

export type NumberParam = keyof typeof paramLimits;

/** The numbers that a rule of each kind asks for, in the order of its form. */
export const numberParams: Record<AlertKind, readonly NumberParam[]> = {
  speed_limit: ["toleranceKmh", "leastS"],
  hard_brake: ["leastTier"],
  unplugged: [],
  silent: ["hours"],
  mil: [],
  low_battery: ["belowV"],
  geofence_in: [],
  geofence_out: [],
  geofence_dwell: ["minutes"],
  document_due: ["daysAhead"],
  service_due: ["daysAhead"],
  key_due: ["daysAhead"],
};

/** An API key is of no car, and its rule reports it at two moments of its own: neither cars nor a cooldown are asked for. */
export function concernsCars(kind: AlertKind): boolean {
  return kind !== "key_due";
}

export function asksForGeofence(kind: AlertKind): boolean {
  return kind === "geofence_in" || kind === "geofence_out" || kind === "geofence_dwell";
}

/** The numbers that are missing or out of bounds. */
export function findParamProblems(kind: AlertKind, params: DraftParams): NumberParam[] {
  return numberParams[kind].filter((name) => {
    const value = params[name] ?? null;
    return value === null || value < paramLimits[name].min || value > paramLimits[name].max;
  });
}

const minute = 60;
const hour = 3600;
const day = 86_400;

/** Times to choose from, seconds. */
const usualTimes = [minute, 5 * minute, 15 * minute, hour, 2 * hour, 6 * hour, 12 * hour, day, 3 * day, 7 * day, 30 * day];

/** The usual times, and the one that is set. */
export function timeChoices(currentS: number): number[] {
  return [...new Set([...usualTimes, currentS])].sort((a, b) => a - b);
}
