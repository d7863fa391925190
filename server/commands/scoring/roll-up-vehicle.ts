import { sumVehicleTrips } from "#db/queries/scoring/rollups.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

/** Adds a vehicle's finished trips up: what its statistics, its carbon footprint and its graphs are read from. */
export async function rollUpVehicle({ db }: CommandDeps, vehicleId: number): Promise<void> {
  await sumVehicleTrips(db, vehicleId);
}
