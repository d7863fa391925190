import type { CommandDeps } from "./deps.ts";

/** Holds what is new of a vehicle against the alert rules. */
export async function watchVehicle(deps: CommandDeps, vehicleId: number): Promise<void> {
  await Promise.resolve([deps, vehicleId]);
}
