/** From a scenario to trips on the screens: people and cars, uploads, pipeline. */
import type { Scenario, UserSeed } from "#db/seeds/scenario.ts";
import { msPerDay } from "#server/domain/time.ts";
import type { FileStore } from "#server/files/file-store.ts";
import { runPipeline } from "#server/import/run-pipeline.ts";
import { createScenarioFleet, type SignIn } from "./create-fleet.ts";
import { furnishFleet } from "./furnish-fleet.ts";
import type { Progress } from "./progress.ts";
import { createPace } from "./real-time.ts";
import { type UploadDeps, type UploadTotals, uploadFleet } from "./upload-fleet.ts";

export interface LoadDeps extends UploadDeps {
  files: FileStore;
  databaseUrl: string;
  progress: Progress;
}

export interface LoadOptions {
  passwordFor: (user: UserSeed) => string;
  /** Epoch milliseconds; now when undefined. */
  end?: number | undefined;
  /** Upload while driving, this many times as fast as real time; undefined: as fast as possible. */
  speed?: number | undefined;
}

export interface LoadReport {
  account: string;
  vehicles: number;
  signIn: SignIn[];
  totals: UploadTotals;
  seconds: number;
}

const batchSize = 1000;

/** Creates the fleet, uploads its history and runs the pipeline to its end. */
export async function loadFleet(deps: LoadDeps, scenario: Scenario, options: LoadOptions): Promise<LoadReport> {
  const began = deps.now().getTime();
  // Whole seconds that lie in the past for every clock of this machine.
  const end = Math.floor((options.end ?? began) / 1000) * 1000;
  const { progress, signal } = deps;
  const fleet = await createScenarioFleet(deps, scenario, end, options.passwordFor);
  const { speed } = options;
  const longestDays = Math.max(...scenario.vehicles.map(({ days }) => days));
  progress.say(`Driving ${fleet.cars.length} cars…`);
  progress.begin(scenario.vehicles.reduce((sum, { days }) => sum + days, 0) * (msPerDay / 1000));
  const totals = await uploadFleet(deps, scenario, fleet, {
    end,
    // In real time a batch is what comes together in about two seconds.
    batchSize: speed ? Math.min(batchSize, Math.max(5, Math.round(2 * speed))) : batchSize,
    ...(speed && { pace: createPace(end - longestDays * msPerDay, speed, deps.now, signal) }),
    onProgress: progress.add,
  }).finally(progress.end);
  progress.say("Cutting and scoring trips…");
  await runPipeline(
    deps,
    deps.databaseUrl,
    fleet.cars.map(({ vehicleId }) => vehicleId),
  );
  await furnishFleet(deps, scenario, fleet, end);
  const seconds = Math.round((deps.now().getTime() - began) / 1000);
  return { account: scenario.account, vehicles: fleet.cars.length, signIn: fleet.signIn, totals, seconds };
}
