/** The CO₂ of driving: what a litre and a kilowatt-hour count for, and how many young trees take it up again. */
import type { TripTotals } from "#server/domain/trips/rollup.ts";
import type { FuelType } from "./traits.ts";

/** Kilograms of CO₂ for a litre burnt and for a kilowatt-hour charged. */
export interface CarbonFactors {
  kgPerLGasoline: number;
  kgPerLDiesel: number;
  kgPerKwh: number;
}

/**
 * Used where an account sets no factors of its own.
 * Petrol and diesel: US EPA, 8.887 and 10.180 kg CO₂ a US gallon burnt (3.785 412 L). What making the fuel costs is not in it.
 * Electricity: the mean of the world's power stations in 2023, 480 g a kWh (Ember, Global Electricity Review 2024). Grids differ from
 * nearly nothing to twice that, so who knows their own should set it.
 */
export const defaultCarbonFactors: CarbonFactors = { kgPerLGasoline: 2.348, kgPerLDiesel: 2.689, kgPerKwh: 0.48 };

/** Kilograms that one seedling takes up in its first ten years (US EPA, medium-growth tree in a city: 36.4 lb carbon, 44/12 of it CO₂). */
export const kgPerSeedling = 60.5;

/** The factor for a litre in the tank of such a car; what is not known to burn diesel is taken for petrol. */
export function kgPerLitre(fuelType: FuelType, factors: CarbonFactors): number {
  return fuelType === "diesel" ? factors.kgPerLDiesel : factors.kgPerLGasoline;
}

/**
 * The CO₂ of a car's trips in kg, from the fuel and the electricity they used. Trips of which neither is known add nothing;
 * null when that is all of them.
 */
export function carbonKg(totals: TripTotals, fuelType: FuelType, factors: CarbonFactors): number | null {
  if (totals.fuelDistanceM === 0 && totals.energyDistanceM === 0) return null;
  return totals.fuelL * kgPerLitre(fuelType, factors) + totals.energyKwh * factors.kgPerKwh;
}

/** How many seedlings, grown for ten years, take up that much CO₂; not rounded. */
export function seedlings(kg: number): number {
  return kg / kgPerSeedling;
}
