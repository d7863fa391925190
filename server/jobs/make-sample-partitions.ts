import type { Task } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { makeSamplePartitions } from "#server/commands/telemetry/make-sample-partitions.ts";

export const makeSamplePartitionsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await makeSamplePartitions(deps);
  };
