import type { Tx } from "#db/client.ts";
import { enqueueCutTrips } from "#db/queries/queue/jobs.ts";
import { insertRecutRanges, type TimeRange } from "#db/queries/trips/cutting.ts";
import {
  countChangedTrips,
  findSampledRange,
  listVehicleIdsAfter,
  readDatabaseClock,
  takeOutdatedCutting,
} from "#db/queries/trips/recuts.ts";
import { findVehicle } from "#db/queries/vehicles/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { cuttingVersion } from "#server/domain/trips/cutting-version.ts";
import { cutTrips } from "./cut-trips.ts";

/** Vehicles read at a time. */
const pageVehicles = 500;

/** Has all stored samples of a vehicle cut again when nothing else waits; gives the stretch, undefined without samples. */
async function noteRecut(tx: Tx, vehicleId: number): Promise<TimeRange | undefined> {
  const range = await findSampledRange(tx, vehicleId);
  if (!range) return undefined;
  await insertRecutRanges(tx, vehicleId, [range], { background: true });
  await enqueueCutTrips(tx, vehicleId, { background: true });
  return range;
}

/**
 * Has the stored samples of all vehicles cut again where older rules cut them, once for each version of the rules. Trips that come out
 * as they were are left alone. Gives for how many vehicles.
 */
export async function recutOutdated({ db }: CommandDeps, version = cuttingVersion): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await takeOutdatedCutting(tx, version))) return 0;
    let noted = 0;
    for (let afterId = 0; ; ) {
      const ids = await listVehicleIdsAfter(tx, afterId, pageVehicles);
      for (const id of ids) if (await noteRecut(tx, id)) noted++;
      afterId = ids.at(-1) ?? afterId;
      if (ids.length < pageVehicles) return noted;
    }
  });
}

export interface Recut {
  /** Trips of the vehicle, and how many of them came out differently. */
  trips: number;
  changed: number;
}

/**
 * Cuts all stored samples of a vehicle again, a part at a time, and says after each which share of the time is done. Interrupted, the
 * worker does the rest. What changed is scored by the jobs that this leaves. Throws `not_found`.
 */
export async function recutVehicle(
  deps: CommandDeps,
  scope: Scope,
  { vehicleId, onProgress }: { vehicleId: number; onProgress: (share: number) => void },
): Promise<Recut> {
  requireManager(scope);
  if (!(await findVehicle(deps.db, scope, vehicleId))) throw notFound("vehicle");
  const since = await readDatabaseClock(deps.db);
  const range = await deps.db.transaction((tx) => noteRecut(tx, vehicleId));
  for (let more = range !== undefined; range && more; ) {
    const [next] = await cutTrips(deps, vehicleId, { background: true });
    more = next !== undefined;
    onProgress(next ? (next.fromMs - range.fromMs) / (range.toMs - range.fromMs) : 1);
  }
  return countChangedTrips(deps.db, scope, { vehicleId, since });
}
