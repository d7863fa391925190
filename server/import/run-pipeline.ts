import { setTimeout as wait } from "node:timers/promises";
import { findJobProgress } from "#db/queries/telemetry/imports.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { runPendingJobs } from "#server/jobs/run-pending.ts";

const pollMs = 200;
const patienceMs = 10 * 60_000;

/**
 * Runs the jobs of these vehicles to their end. A worker may be running beside: then some of them are its own, and this waits for it.
 * @returns what went wrong, for people; null when all went well
 */
export async function runPipeline(deps: CommandDeps, databaseUrl: string, vehicleIds: readonly number[]): Promise<string | null> {
  const queues = vehicleIds.map((id) => `vehicle:${id}`);
  if (queues.length === 0) return null;
  const startedMs = Date.now();
  for (;;) {
    await runPendingJobs(databaseUrl, deps);
    const { due, lastError } = await findJobProgress(deps.db, { queues });
    if (due === 0) return lastError === null ? null : `Cutting or scoring the trips failed; the worker tries it again. ${lastError}`;
    if (Date.now() - startedMs > patienceMs) return "The trips are not all cut yet; the worker goes on with it.";
    await wait(pollMs);
  }
}
