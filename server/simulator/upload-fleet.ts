/** Pushes what a fleet recorded through the ingestion route, several adapters at a time. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Scenario } from "#db/seeds/scenario.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import { msPerDay } from "#server/domain/time.ts";
import { openUploader, type UploadRoute } from "#server/import/uploader.ts";
import { type Batch, packBatches } from "./adapter.ts";
import type { Fleet, FleetCar } from "./create-fleet.ts";
import { type Chapter, simulateHistory, vehicleRandom } from "./history.ts";

export interface UploadDeps extends CommandDeps {
  route: UploadRoute;
  signal: AbortSignal;
}

export interface UploadOptions {
  end: number;
  batchSize: number;
  /** Called before each batch; real-time sending waits here. */
  pace?: (batch: Batch) => Promise<void>;
  /** Called with seconds of recording that have been sent. */
  onProgress: (seconds: number) => void;
}

export interface UploadTotals {
  batches: number;
  accepted: number;
  duplicates: number;
}

const adaptersAtOnce = 4;
const compress = promisify(gzip);

/** The same route, but what is sent to it is compressed, as adapters do. */
export function compressUploads(route: UploadRoute): UploadRoute {
  return {
    request: async (path, init) => {
      const body = new Uint8Array(await compress(String(init.body), { level: 1 }));
      const headers = { ...Object.fromEntries(new Headers(init.headers)), "content-encoding": "gzip" };
      return route.request(path, { ...init, headers, body });
    },
  };
}

/** Sends everything a fleet recorded until `end`. Throws AppError when the route refuses a record: all of them are meant to be good. */
export async function uploadFleet(deps: UploadDeps, scenario: Scenario, fleet: Fleet, options: UploadOptions): Promise<UploadTotals> {
  const totals: UploadTotals = { batches: 0, accepted: 0, duplicates: 0 };
  const waiting = [...fleet.cars];
  const failure = new AbortController();
  const signal = AbortSignal.any([deps.signal, failure.signal]);
  const work = async () => {
    for (let car = waiting.shift(); car && !signal.aborted; car = waiting.shift()) {
      await uploadCar({ ...deps, signal }, scenario, fleet, car, options, totals);
    }
  };
  // In real time all of them drive at once. When one fails the others end in good order before the error goes on.
  const workers = options.pace ? waiting.length : adaptersAtOnce;
  const all = Array.from({ length: workers }, () => work().catch((error: unknown) => failure.abort(error)));
  await Promise.all(all);
  failure.signal.throwIfAborted();
  return totals;
}

/** Trips that begin after a moment and what was recorded in the pauses after it. */
function* after(recordedUntil: number, chapters: Iterable<Chapter>): Generator<Chapter> {
  for (const { trip, records } of chapters) {
    if (trip && trip.startAt > recordedUntil) yield { trip, records: records.filter(({ at }) => at > recordedUntil) };
    else if (!trip) yield { records: records.filter(({ at }) => at > recordedUntil) };
  }
}

async function uploadCar(
  deps: UploadDeps,
  scenario: Scenario,
  { scope }: Fleet,
  { seed, deviceId, recordedUntil }: FleetCar,
  { end, batchSize, pace, onProgress }: UploadOptions,
  totals: UploadTotals,
): Promise<void> {
  const uploader = await openUploader(deps, scope, { id: deviceId }, deps.route);
  let sentUntil = end - seed.days * msPerDay;
  try {
    const random = vehicleRandom(scenario, seed).fork("adapter");
    const chapters = after(recordedUntil, simulateHistory(scenario, seed, end));
    for (const batch of packBatches(seed.adapter, chapters, batchSize, random)) {
      await pace?.(batch);
      if (deps.signal.aborted) return;
      const answer = await uploader.upload(batch.batchId, batch.records);
      const [refused] = answer.rejected;
      if (refused) throw new AppError("unprocessable", `${seed.name}: the route refused a record: ${refused.reason}`);
      totals.batches += 1;
      totals.accepted += answer.accepted;
      totals.duplicates += answer.duplicates;
      onProgress(Math.max(0, batch.untilAt - sentUntil) / 1000);
      sentUntil = Math.max(sentUntil, batch.untilAt);
    }
    onProgress(Math.max(0, end - sentUntil) / 1000);
  } finally {
    await uploader.close();
  }
}
