import type { Task } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { sweepAlerts } from "#server/commands/sweep-alerts.ts";

export const sweepAlertsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await sweepAlerts(deps);
  };
