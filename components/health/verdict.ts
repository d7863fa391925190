/** What to say of a car's health in one line. Pure. */

import type { RouterOutputs } from "#components/router-outputs.ts";
import type { BatteryHealth } from "#server/domain/health/battery.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

export type HealthData = RouterOutputs["health"]["get"];
export type Fault = HealthData["faults"][number];
export type Episode = HealthData["history"][number];

export type Verdict =
  | { kind: "faults"; count: number; critical: boolean }
  | { kind: "pending"; count: number }
  | { kind: "mil" | "battery" | "good" | "unknown" };

/** What of a fault the verdict looks at. */
type Told = Pick<Fault, "storedAt"> & { description: Pick<Fault["description"], "severity"> };

const worryingBattery: readonly BatteryHealth["state"][] = ["weak", "empty", "not_charging"];

/** The gravest thing there is to say: confirmed faults, then the light, faults that may begin, the battery. */
export function toVerdict(faults: readonly Told[], signals: VehicleSignals | null, battery: BatteryHealth | null): Verdict {
  const confirmed = faults.filter(isConfirmed);
  if (confirmed.length > 0) {
    return { kind: "faults", count: confirmed.length, critical: confirmed.some(({ description }) => description.severity === "critical") };
  }
  if (signals?.mil?.value) return { kind: "mil" };
  if (faults.length > 0) return { kind: "pending", count: faults.length };
  if (!tellsOfHealth(signals)) return { kind: "unknown" };
  return { kind: battery && worryingBattery.includes(battery.state) ? "battery" : "good" };
}

/** A telephone that only knows where the car is says nothing of how it is. */
function tellsOfHealth(signals: VehicleSignals | null): boolean {
  const { mil, dtcs, batteryV, coolantC, rpm } = signals ?? {};
  return (mil ?? dtcs ?? batteryV ?? coolantC ?? rpm) !== undefined;
}

/** A code that was confirmed once stays a fault until it is cleared, also when it is only pending again. */
export function isConfirmed({ storedAt }: Pick<Fault, "storedAt">): boolean {
  return storedAt !== null;
}
