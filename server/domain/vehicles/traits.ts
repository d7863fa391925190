import type { VehicleClass } from "#server/domain/scoring/constants.ts";

export type FuelType = "unknown" | "gasoline" | "diesel" | "hybrid" | "electric";

/** What is filled in, as pumps name it. */
export const fuelGrades = ["regular", "midgrade", "premium", "diesel"] as const;
export type FuelGrade = (typeof fuelGrades)[number];

/** What the rules for trips and scores need to know of a vehicle. */
export interface VehicleTraits {
  vehicleClass: VehicleClass;
  fuelType: FuelType;
  transmission: "unknown" | "manual" | "automatic";
  tankL: number | null;
  batteryKwh: number | null;
}

/** Hybrids and electric cars drive with a standing engine. */
export function engineStopsWhileDriving(traits: VehicleTraits): boolean {
  return traits.fuelType === "hybrid" || traits.fuelType === "electric";
}
