import type { Task } from "graphile-worker";
import { sweepApps } from "#server/commands/apps/purge-apps.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

export const sweepAppsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await sweepApps(deps);
  };
