import type { Task } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { sweepApps } from "#server/commands/sweep-apps.ts";

export const sweepAppsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await sweepApps(deps);
  };
