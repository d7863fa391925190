import type { TaskList } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { cutTripsJob } from "./cut-trips.ts";
import { rollUpDriverJob } from "./roll-up-driver.ts";
import { scoreTripsJob } from "./score-trips.ts";

/** The pipeline, in the order the data flows. A task name is a key of `Jobs` in db/queries/jobs.ts. */
export function createTasks(deps: CommandDeps): TaskList {
  return {
    "cut-trips": cutTripsJob(deps),
    "score-trips": scoreTripsJob(deps),
    "roll-up-driver": rollUpDriverJob(deps),
  };
}
