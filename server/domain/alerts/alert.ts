/** The words of alerts, shared by deciding, storing and showing them. Units are in the names. */

import type { DocumentKind } from "#server/domain/documents/kinds.ts";

export const alertKinds = [
  "speed_limit",
  "hard_brake",
  "unplugged",
  "silent",
  "mil",
  "low_battery",
  "geofence_in",
  "geofence_out",
  "geofence_dwell",
  "document_due",
  "service_due",
  "key_due",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Kinds that report how or where a person drove: for that person and the fleet's managers, not for others who share the car. */
export const personalKinds = ["speed_limit", "hard_brake", "geofence_in", "geofence_out", "geofence_dwell"] as const satisfies AlertKind[];

/** Kinds that report how a car is, until its newest report says otherwise. */
export const conditionKinds = ["mil", "low_battery", "unplugged"] as const satisfies AlertKind[];
export type ConditionKind = (typeof conditionKinds)[number];

/** How a car is now; the subject distinguishes several of a kind. */
export interface Condition {
  kind: ConditionKind;
  /** The serial of an adapter; else empty. */
  subject: string;
}

export const alertSeverities = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** What a rule of each kind asks for besides being switched on. */
export interface RuleParams {
  /** Above the vehicle's own limit by more than this, for at least this long. */
  speed_limit: { toleranceKmh: number; leastS: number };
  /** 1-3, the tiers of the scoring model. */
  hard_brake: { leastTier: number };
  unplugged: Record<string, never>;
  silent: { hours: number };
  mil: Record<string, never>;
  low_battery: { belowV: number };
  /** Null: any geofence. */
  geofence_in: { geofenceId: number | null };
  geofence_out: { geofenceId: number | null };
  geofence_dwell: { geofenceId: number | null; minutes: number };
  document_due: { daysAhead: number };
  service_due: { daysAhead: number };
  /** So many days ahead, and again on the last day. */
  key_due: { daysAhead: number };
}

/** What an alert reports, enough to write its sentence in any language and unit. */
export interface AlertFacts {
  speed_limit: { limitKmh: number; peakKmh: number; durationS: number };
  hard_brake: { peakKmhS: number; tier: number };
  unplugged: { serial: string };
  silent: { hours: number; lastAt: string };
  mil: { codes: string[] };
  low_battery: { batteryV: number };
  geofence_in: { geofenceId: number; geofence: string };
  geofence_out: { geofenceId: number; geofence: string };
  geofence_dwell: { geofenceId: number; geofence: string; minutes: number };
  document_due: { documentId: number; document: DocumentKind; dueOn: string };
  service_due: { planId: number; service: string; dueOn: string | null; dueKm: number | null };
  /** `madeBy`: the user who made the key or took it over; null: nobody known. `expiresAt`: ISO 8601. */
  key_due: { tokenId: number; key: string; madeBy: number | null; expiresAt: string };
}

/** Why an alert went to the log only. */
export const logOnlyReasons = ["late", "snoozed"] as const;
export type LogOnlyReason = (typeof logOnlyReasons)[number];

export type GeofenceShape =
  | { kind: "circle"; lat: number; lon: number; radiusM: number }
  /** At least three corners as [lat, lon]; the last one joins the first. */
  | { kind: "polygon"; corners: [number, number][] };
