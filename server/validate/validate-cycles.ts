import { type Check, checkNumber } from "./check.ts";
import type { Garage } from "./garage.ts";
import { findRecording, readTruth } from "./truth.ts";

const map = ["cycSecs=at:s,cycMps=speed_kmh:m/s"];

/** Regulatory drive cycles, whose length is fixed by law. */
export async function validateCycles(garage: Garage, folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const row of await readTruth(folder)) {
    const cycle = row.text("cycle");
    const car = await garage.addCar(cycle);
    await garage.importInto(car, [await findRecording(folder, cycle)], { format: "csv", map });
    const trips = await garage.listTrips(car);
    const total = (figure: "distance_m" | "hard_brakes" | "hard_accels") => trips.reduce((sum, trip) => sum + trip[figure], 0);
    checks.push(
      checkNumber(cycle, "trips", 1, trips.length),
      checkNumber(cycle, "distance_m", row.number("distance_km") * 1000, total("distance_m"), { share: 0.005 }),
      checkNumber(cycle, "hard_brakes", row.number("hard_brakes"), total("hard_brakes")),
      checkNumber(cycle, "hard_accels", row.number("hard_accels"), total("hard_accels")),
    );
  }
  return checks;
}
