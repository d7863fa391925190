import type { Task } from "graphile-worker";
import { sweepAlerts } from "#server/commands/alerts/run-scheduled-checks.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

export const sweepAlertsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await sweepAlerts(deps);
  };
