import { airGramsPerL } from "#server/domain/trips/energy.ts";
import type { FuelType } from "./traits.ts";

interface Flow {
  speedKmh: number | null;
  fuelRateLph: number | null;
  mafGps: number | null;
}

const secondsPerHour = 3600;

/**
 * How far a litre takes the car at this moment, km: its speed through the rate at which it burns fuel, as its computer says or as
 * the air flow tells. 0 standing with the engine on; null where either is unknown or nothing is burnt (downhill it would be infinite).
 */
export function instantKmPerL({ speedKmh, fuelRateLph, mafGps }: Flow, fuelType: FuelType): number | null {
  const litresPerHour = fuelRateLph ?? (mafGps === null ? null : (mafGps / airGramsPerL(fuelType)) * secondsPerHour);
  return speedKmh === null || litresPerHour === null || litresPerHour <= 0 ? null : speedKmh / litresPerHour;
}
