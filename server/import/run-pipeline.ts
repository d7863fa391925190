import { countDueJobs } from "#db/queries/imports.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import { runPendingJobs } from "#server/jobs/run-pending.ts";

const pollMs = 200;
const patienceMs = 10 * 60_000;

/**
 * Runs the jobs of these vehicles to their end. A worker may be running beside: then some of them are its own, and this waits for it.
 * Throws AppError unavailable when they are not done in ten minutes.
 */
export async function runPipeline(deps: CommandDeps, databaseUrl: string, vehicleIds: readonly number[]): Promise<void> {
  const queues = vehicleIds.map((id) => `vehicle:${id}`);
  if (queues.length === 0) return;
  const startedMs = Date.now();
  await runPendingJobs(databaseUrl, deps);
  while ((await countDueJobs(deps.db, { queues })) > 0) {
    if (Date.now() - startedMs > patienceMs) throw new AppError("unavailable", "The trips are not cut yet; the worker goes on with it.");
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    await runPendingJobs(databaseUrl, deps);
  }
}
