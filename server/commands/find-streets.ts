import type { CommandDeps } from "./deps.ts";

/** Asks for the streets of the ends of a vehicle's newest trips that are not known yet. */
export async function findStreets(_deps: CommandDeps, _vehicleId: number): Promise<void> {}
