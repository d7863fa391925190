/** The health of a 12 V starter battery, as far as its voltage tells. */
import type { KnownValue, VehicleSignals } from "#server/domain/vehicles/state.ts";

/**
 * Open circuit voltage of a flooded lead battery at rest and 25 °C with the charge it stands for, per cent: the table that makers
 * and the Battery Council International print. Sealed (AGM) batteries read a tenth or two higher.
 */
const restingCharge: readonly (readonly [volts: number, percent: number])[] = [
  [11.89, 0],
  [12.06, 25],
  [12.24, 50],
  [12.45, 75],
  [12.65, 100],
];
/** A 12 V lead battery at rest below this is nearly empty. */
export const lowBatteryV = 11.9;
/** A starter draws the voltage down for seconds. Makers of starters (Delco Remy, Bosch) allow 30 s of it at a time at most, ms. */
export const crankingMs = 30_000;
/** Slower than this an engine is turned by its starter and not yet by itself, rpm: starters reach 150-300, engines idle from 500. */
const runningFromRpm = 400;
/** No battery at rest holds more; a charger or the alternator is at work. */
const chargingFromV = 13.2;
/** With the engine running a lower voltage means that the alternator does not charge. Smart ones rest at times, but not below this. */
const notChargingBelowV = 12.4;

export const batteryStates = ["good", "fair", "weak", "empty", "charging", "not_charging", "starting"] as const;
export type BatteryState = (typeof batteryStates)[number];

export interface BatteryHealth {
  volts: number;
  /** When it was measured, epoch milliseconds. */
  atMs: number;
  /** 0-100; null while the alternator or a charger hides it. */
  healthPct: number | null;
  state: BatteryState;
}

/** Charge of a battery at rest, 0-100 %. It falls with age, too: a full battery that has aged does not get to 12.65 V any more. */
export function restingHealthPct(volts: number): number {
  const next = restingCharge.findIndex(([level]) => volts <= level);
  const [above, below] = [restingCharge[next], restingCharge[next - 1]];
  if (!above) return 100;
  if (!below) return 0;
  return below[1] + ((volts - below[0]) / (above[0] - below[0])) * (above[1] - below[1]);
}

/** What decides whether a voltage was measured at rest. */
type EngineSignals = Pick<VehicleSignals, "ignition" | "rpm" | "moved">;

/**
 * Whether the engine was off while a voltage below `belowV` was measured, and long enough after the last one that was not: a starter
 * draws the voltage down before the ignition or the engine speed says that somebody starts the car. The one rule of a low battery,
 * for alerts, the due list and the screens.
 */
export function isLowAtRest(voltage: KnownValue<number>, belowV: number, lastNotLowMs: number | null, engine: EngineSignals): boolean {
  return voltage.value < belowV && !isDip(voltage, lastNotLowMs) && !wasRunning(engine, voltage.atMs);
}

function isDip({ atMs }: KnownValue<number>, lastNotLowMs: number | null): boolean {
  return lastNotLowMs !== null && atMs - lastNotLowMs < crankingMs;
}

/** The newest voltage if it says that the battery is nearly empty; else null. */
export function findLowBattery(signals: VehicleSignals | null): KnownValue<number> | null {
  const battery = signals?.batteryV;
  if (!battery) return null;
  return isLowAtRest(battery, lowBatteryV, signals.batteryNotLow?.atMs ?? null, signals) ? battery : null;
}

/** Health by the newest voltage; null when none was ever reported. */
export function batteryHealth(signals: VehicleSignals | null): BatteryHealth | null {
  const battery = signals?.batteryV;
  if (!battery) return null;
  const { value: volts, atMs } = battery;
  const known = { volts, atMs, healthPct: null };
  if (volts >= chargingFromV) return { ...known, state: "charging" };
  if (isStarting(signals, battery)) return { ...known, state: "starting" };
  if (wasRunning(signals, atMs)) return { ...known, state: volts < notChargingBelowV ? "not_charging" : "charging" };
  const healthPct = Math.round(restingHealthPct(volts));
  return { ...known, healthPct, state: wordOf(healthPct) };
}

function wordOf(healthPct: number): BatteryState {
  if (healthPct >= 75) return "good";
  if (healthPct >= 50) return "fair";
  return healthPct > 0 ? "weak" : "empty";
}

/** A low voltage that has just dropped, or with the ignition on before the engine is seen to run by itself. */
function isStarting(signals: VehicleSignals, battery: KnownValue<number>): boolean {
  if (battery.value >= lowBatteryV) return false;
  if (isDip(battery, signals.batteryNotLow?.atMs ?? null)) return true;
  return wasRunning(signals, battery.atMs) && !ranByItself(signals, battery.atMs);
}

/** An engine that was seen running counts as running so long after, ms. */
const runsOnMs = 60_000;

function ranByItself({ rpm, moved }: EngineSignals, atMs: number): boolean {
  const isRecent = (seen: KnownValue<unknown> | undefined) => seen !== undefined && atMs <= seen.atMs + runsOnMs;
  return isRecent(moved) || (isRecent(rpm) && (rpm?.value ?? 0) >= runningFromRpm);
}

/** Whether the engine ran, or was being started, when the voltage was measured. An ignition that went off later than the engine was seen ends it. */
function wasRunning({ ignition, rpm, moved }: EngineSignals, atMs: number): boolean {
  if (ignition && (ignition.value || atMs < ignition.atMs)) return true;
  const offMs = ignition?.atMs ?? Number.NEGATIVE_INFINITY;
  const ranUntil = (seen: KnownValue<unknown>) => seen.atMs > offMs && atMs <= seen.atMs + runsOnMs;
  if (moved && ranUntil(moved)) return true;
  if (!rpm) return false;
  return rpm.value > 0 ? ranUntil(rpm) : !ignition && atMs < rpm.atMs;
}
