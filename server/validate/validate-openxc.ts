import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Check, checkNumber } from "./check.ts";
import type { Garage } from "./garage.ts";

/**
 * Figures of the published recording: the integral of its speed, the length of its fixes, and how far its fuel counter moved from
 * departure to the end (0.151 L in all, of which 0.0046 L were burned standing before the car first moved, which is no part of a trip).
 * Its odometer (0.906 km) is known to be wrong.
 */
const references: Record<string, { distanceM: number; gpsDistanceM: number; fuelL: number }> = {
  drivingnew: { distanceM: 1240, gpsDistanceM: 1260, fuelL: 0.1467 },
};

/** Traces of single-signal messages; recordings without a reference need only be imported and give a trip. */
export async function validateOpenxc(garage: Garage, folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const file of await readdir(folder)) {
    if (/\.(md|csv|txt)$/i.test(file)) continue;
    const name = basename(file).replace(/\..*$/, "");
    const car = await garage.addCar(name);
    await garage.importInto(car, [join(folder, file)], { format: "openxc" });
    const trips = await garage.listTrips(car);
    checks.push(checkNumber(name, "trips", 1, trips.length));
    const reference = references[name];
    if (!reference) continue;
    const total = (figure: "distance_m" | "gps_distance_m" | "fuel_l") => trips.reduce((sum, trip) => sum + (trip[figure] ?? 0), 0);
    checks.push(
      checkNumber(name, "distance_m", reference.distanceM, total("distance_m"), { share: 0.03 }),
      checkNumber(name, "gps_distance_m", reference.gpsDistanceM, total("gps_distance_m"), { share: 0.03 }),
      checkNumber(name, "fuel_l", reference.fuelL, total("fuel_l"), { share: 0.03 }),
    );
  }
  return checks;
}
