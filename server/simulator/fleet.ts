/** A fleet of any size for `npm run simulate`: cars, drivers and temperaments by turns, homes from the seed. */
import { carModelNames, type DriverSeed, type Scenario, temperamentNames, type VehicleSeed } from "#db/seeds/scenario.ts";
import { carModels } from "./car-models.ts";
import { createRandom } from "./random.ts";
import { eastmostArterial, gridBounds } from "./streets.ts";

export interface FleetOptions {
  account: string;
  vehicles: number;
  hours: number;
  seed: string;
}

const givenNames = ["Ada", "Bela", "Chidi", "Dora", "Emil", "Fatima", "Goran", "Hanna", "Idris", "Juno", "Kofi", "Lena"];
const familyNames = ["Abbott", "Baran", "Castro", "Dietz", "Engel", "Farah", "Goto", "Hale", "Ivanov", "Jansen", "Kaya"];

/** Every fifth adapter uploads late and twice, every ninth device is a phone. */
export function createFleet({ account, vehicles, hours, seed }: FleetOptions): Scenario {
  const random = createRandom(`${seed}/fleet`);
  const drivers: DriverSeed[] = [];
  const cars: VehicleSeed[] = [];
  const corner = (): [number, number] => {
    const north = Math.round(random.between(gridBounds.south + 1, gridBounds.north - 1));
    return [Math.round(random.between(gridBounds.west + 1, eastmostArterial(north) - 1)), north];
  };
  for (let number = 0; number < vehicles; number += 1) {
    const model = carModelNames[number % carModelNames.length] ?? "civic";
    const name = `${givenNames[number % givenNames.length]} ${familyNames[(number * 5) % familyNames.length]}`;
    const key = `driver-${number + 1}`;
    drivers.push({ key, name, temperament: temperamentNames[number % temperamentNames.length] ?? "ordinary" });
    cars.push({
      name: `${carModels[model].model} ${number + 1}`,
      model,
      plate: `SIM ${String(number + 1).padStart(4, "0")}`,
      drivers: [{ driver: key }],
      adapter: number % 9 === 8 ? "phone" : number % 5 === 4 ? "late" : "prompt",
      pattern: "rounds",
      days: hours / 24,
      home: corner(),
      work: corner(),
    });
  }
  return { name: "fleet", account, timeZone: "America/Chicago", seed, demo: false, users: [], drivers, vehicles: cars };
}
