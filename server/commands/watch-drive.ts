import type { CommandDeps } from "./deps.ts";

/** Looks through the newest minutes of a vehicle for what apps are told at once. */
export async function watchDrive(_deps: CommandDeps, _vehicleId: number): Promise<void> {}
