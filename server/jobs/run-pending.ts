import { Logger, runOnce } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { createPipelineTasks } from "./tasks.ts";

/** Quiet: commands that call this keep standard output for their own answer. Failed jobs stay in the queue with their error. */
const logger = new Logger(() => () => {});

/** Runs all jobs of the pipeline that are due, and those they add, then returns. Works beside a running worker. */
export async function runPendingJobs(url: string, deps: CommandDeps): Promise<void> {
  await runOnce({ connectionString: url, taskList: createPipelineTasks(deps), concurrency: 2, logger, noHandleSignals: true });
}
