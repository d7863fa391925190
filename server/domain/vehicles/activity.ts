/** What a car is doing and what is wrong with it, told from its newest known values. */
import { findLowBattery } from "#server/domain/health/battery.ts";
import type { AgingValue } from "./stale.ts";
import type { VehicleSignals } from "./state.ts";

/**
 * `driving`: heard of within five minutes with the engine on or the car moving. `silent`: nothing heard for three days, or never.
 * `parked`: everything else.
 */
export const vehicleActivities = ["driving", "parked", "silent"] as const;
export type VehicleActivity = (typeof vehicleActivities)[number];

export const vehicleAlertKinds = ["mil", "fault_codes", "low_battery", "unplugged", "low_fuel", "low_charge"] as const;
export type VehicleAlertKind = (typeof vehicleAlertKinds)[number];

export interface VehicleAlert {
  kind: VehicleAlertKind;
  /** Volts, per cent or the number of codes; null where the kind says it all. */
  value: number | null;
  /** The value of the car it follows from, and when that was reported; null: unknown. */
  signal: AgingValue;
  atMs: number | null;
}

/** What is known of a car and its adapter; `newestAtMs` is the time of the newest sample, null before the first. */
export interface VehicleKnowledge {
  newestAtMs: number | null;
  signals: VehicleSignals | null;
  plugged: boolean | null;
  /** When the adapter last said so. */
  reportedAtMs: number | null;
}

/** The silence that ends a trip (see trips/boundaries.ts) is also the one after which a car no longer counts as driving. */
const drivingWithinMs = 300_000;
const silentAfterMs = 3 * 86_400_000;
const lowFuelPct = 10;
const lowChargePct = 15;

export function activityOf(known: Pick<VehicleKnowledge, "newestAtMs" | "signals">, nowMs: number): VehicleActivity {
  if (known.newestAtMs === null) return "silent";
  const ageMs = nowMs - known.newestAtMs;
  if (ageMs >= silentAfterMs) return "silent";
  return ageMs < drivingWithinMs && isRunning(known.signals, nowMs) ? "driving" : "parked";
}

function isRunning(signals: VehicleSignals | null, nowMs: number): boolean {
  const ignition = signals?.ignition;
  const movedAtMs = signals?.moved?.atMs ?? Number.NEGATIVE_INFINITY;
  if (ignition && ignition.atMs >= movedAtMs) return ignition.value;
  return nowMs - movedAtMs < drivingWithinMs;
}

/** What deserves attention, gravest first. */
export function alertsOf({ signals, plugged, reportedAtMs }: VehicleKnowledge): VehicleAlert[] {
  const { mil, fuelLevelPct, socPct } = signals ?? {};
  const stored = (signals?.dtcs ?? []).filter((dtc) => dtc.status === "stored");
  const alerts: VehicleAlert[] = [];
  if (mil?.value) alerts.push({ kind: "mil", value: stored.length, signal: "mil", atMs: mil.atMs });
  else if (stored.length > 0) alerts.push({ kind: "fault_codes", value: stored.length, signal: "dtcs", atMs: newestMs(stored) });
  const battery = findLowBattery(signals);
  if (battery) alerts.push({ ...battery, kind: "low_battery", signal: "batteryV" });
  if (plugged === false) alerts.push({ kind: "unplugged", value: null, signal: "plugged", atMs: reportedAtMs });
  if (fuelLevelPct && fuelLevelPct.value < lowFuelPct) alerts.push({ ...fuelLevelPct, kind: "low_fuel", signal: "fuelLevelPct" });
  if (socPct && socPct.value < lowChargePct) alerts.push({ ...socPct, kind: "low_charge", signal: "socPct" });
  return alerts;
}

const newestMs = (reports: readonly { atMs: number }[]) => Math.max(...reports.map(({ atMs }) => atMs));

/** The car's speed now, km/h: what its computer says, else the GPS; the newer where both are known. Null when unknown. */
export function newestSpeed(signals: VehicleSignals | null): { value: number; atMs: number } | null {
  const { speedKmh, gpsSpeedKmh } = signals ?? {};
  if (!speedKmh || !gpsSpeedKmh) return speedKmh ?? gpsSpeedKmh ?? null;
  return speedKmh.atMs >= gpsSpeedKmh.atMs ? speedKmh : gpsSpeedKmh;
}
