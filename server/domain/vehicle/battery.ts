/** The health of a 12 V starter battery, as far as its voltage tells. */
import type { VehicleSignals } from "./state.ts";

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
/** No battery at rest holds more; a charger or the alternator is at work. */
const chargingFromV = 13.2;
/** With the engine running a lower voltage means that the alternator does not charge. Smart ones rest at times, but not below this. */
const notChargingBelowV = 12.4;

export const batteryStates = ["good", "fair", "weak", "empty", "charging", "not_charging"] as const;
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

/** Health by the newest voltage; null when none was ever reported. */
export function batteryHealth(signals: VehicleSignals | null): BatteryHealth | null {
  const battery = signals?.batteryV;
  if (!battery) return null;
  const { value: volts, atMs } = battery;
  const known = { volts, atMs, healthPct: null };
  if (volts >= chargingFromV) return { ...known, state: "charging" };
  if (wasRunning(signals, atMs)) return { ...known, state: volts < notChargingBelowV ? "not_charging" : "charging" };
  const healthPct = Math.round(restingHealthPct(volts));
  return { ...known, healthPct, state: wordOf(healthPct) };
}

function wordOf(healthPct: number): BatteryState {
  if (healthPct >= 75) return "good";
  if (healthPct >= 50) return "fair";
  return healthPct > 0 ? "weak" : "empty";
}

/** An engine that was seen running counts as running so long after, ms. */
const runsOnMs = 60_000;

/** Whether the engine ran when the voltage was measured: what says it best is asked, ignition, engine speed, movement. */
function wasRunning({ ignition, rpm, moved }: VehicleSignals, atMs: number): boolean {
  if (ignition) return ignition.value || atMs < ignition.atMs;
  if (rpm) return rpm.value > 0 ? atMs <= rpm.atMs + runsOnMs : atMs < rpm.atMs;
  return moved !== undefined && atMs <= moved.atMs + runsOnMs;
}
