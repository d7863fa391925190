/** What the garage says of a car, worked out from its newest values at a moment. Pure. */

import type { RouterOutputs } from "#components/router-outputs.ts";
import { activityOf, alertsOf, newestSpeed, type VehicleActivity, type VehicleAlert } from "#server/domain/vehicles/activity.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

export type GarageVehicle = RouterOutputs["garage"]["list"][number];

/** A speed above this is driving, below it standing with the engine on, km/h. */
const standingBelowKmh = 3;

export interface CarFacts {
  car: GarageVehicle;
  activity: VehicleActivity;
  /** Driving, but at rest: a light, a jam. */
  standing: boolean;
  alerts: VehicleAlert[];
  speed: { value: number; atMs: number } | null;
  position: { lat: number; lon: number; atMs: number } | null;
  headingDeg: number | null;
}

/** What the facts are taken from; the car status screen has the same values. */
interface Known {
  newestAt: Date | null;
  signals: VehicleSignals | null;
  device: { plugged: boolean | null; reportedAt: Date | null } | null;
}

export function knowledgeOf({ newestAt, signals, device }: Known) {
  return {
    newestAtMs: newestAt?.getTime() ?? null,
    signals,
    plugged: device?.plugged ?? null,
    reportedAtMs: device?.reportedAt?.getTime() ?? null,
  };
}

export function toCarFacts(car: GarageVehicle, nowMs: number): CarFacts {
  const known = knowledgeOf(car);
  const { position, headingDeg } = car.signals ?? {};
  const activity = activityOf(known, nowMs);
  const speed = newestSpeed(car.signals);
  return {
    car,
    activity,
    standing: activity === "driving" && (speed?.value ?? 0) < standingBelowKmh,
    alerts: alertsOf(known),
    speed,
    position: position ? { lat: position.value.lat, lon: position.value.lon, atMs: position.atMs } : null,
    headingDeg: headingDeg?.value ?? null,
  };
}

export const garageFilters = ["driving", "parked", "silent", "attention"] as const;
export type GarageFilter = (typeof garageFilters)[number];

export function passesFilter({ activity, alerts }: CarFacts, filter: GarageFilter): boolean {
  return filter === "attention" ? alerts.length > 0 : activity === filter;
}

/** True when any of the car's names, its plate or its driver contains the text. */
export function matchesSearch({ car }: CarFacts, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === "") return true;
  return [car.name, car.plate, car.make, car.model, car.driver?.name].some((text) => text?.toLocaleLowerCase().includes(wanted));
}

const order: Record<VehicleActivity, number> = { driving: 0, parked: 1, silent: 2 };

/** Driving cars first, then parked and silent ones; by name within. */
export function byActivity(a: CarFacts, b: CarFacts): number {
  return order[a.activity] - order[b.activity] || a.car.name.localeCompare(b.car.name);
}
