import { listTripsBetween, listVehiclesOfDevice } from "#db/queries/imports.ts";
import { systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import { createDecoder, type FormatOptions } from "./formats.ts";
import { type FileReport, importFile } from "./import-file.ts";
import type { Progress } from "./progress.ts";
import { measureFile } from "./read-recording.ts";
import { runPipeline } from "./run-pipeline.ts";
import { getTarget } from "./target.ts";
import { openUploader, type UploadRoute } from "./uploader.ts";

export interface ImportDeps extends CommandDeps {
  databaseUrl: string;
  route: UploadRoute;
  progress: Progress;
  signal?: AbortSignal | undefined;
}

export interface ImportRequest extends FormatOptions {
  format: string;
  device: string;
  account?: string | undefined;
  startMs?: number | undefined;
  files: readonly string[];
}

export interface ImportReport {
  files: FileReport[];
  failures: { file: string; message: string }[];
  vehicles: { id: number; name: string; trips: ImportedTrip[] }[];
}

export interface ImportedTrip {
  id: number;
  startedAt: Date;
  endedAt: Date;
  distanceM: number;
  driveScore: number | null;
}

/** Imports files one after the other and runs the pipeline; a file that fails does not keep the others back. */
export async function importFiles(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const decoder = createDecoder(request.format, request);
  if (request.startMs !== undefined && request.files.length > 1) {
    throw new AppError("bad_request", "--start says when one recording began: import such files one by one.");
  }
  const target = await getTarget(deps, request.device, request.account);
  const scope = systemScope(target.accountId, "import");
  const report: ImportReport = { files: [], failures: [], vehicles: [] };
  const uploader = await openUploader(deps, scope, { id: target.deviceId }, deps.route);
  const { progress, signal } = deps;
  const context = { deps, scope, deviceId: target.deviceId, decoder, uploader, startMs: request.startMs, signal };
  try {
    progress.begin(await measureFiles(request.files));
    for (const file of request.files) {
      if (signal?.aborted) break;
      progress.startFile(file);
      await importFile(context, file, progress.addBytes).then(
        (done) => {
          report.files.push(done);
          progress.endFile(done);
        },
        (error: unknown) => fail(report, progress, file, error),
      );
    }
  } finally {
    progress.end();
    await uploader.close();
  }
  await followUp(deps, scope, target.deviceId, report);
  return report;
}

async function measureFiles(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map((file) => measureFile(file).catch(() => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function fail(report: ImportReport, progress: Progress, file: string, error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  report.failures.push({ file, message: error.message });
  progress.failFile(file, error.message);
}

async function followUp(deps: ImportDeps, scope: ReturnType<typeof systemScope>, deviceId: number, report: ImportReport): Promise<void> {
  const moments = report.files.flatMap(({ firstAtMs, lastAtMs }) => (firstAtMs === null || lastAtMs === null ? [] : [firstAtMs, lastAtMs]));
  const range = moments.length > 0 ? moments : [0, deps.now().getTime()];
  const from = new Date(range.reduce((a, b) => Math.min(a, b)));
  const to = new Date(range.reduce((a, b) => Math.max(a, b)));
  const vehicles = await listVehiclesOfDevice(deps.db, scope, { deviceId, from, to });
  if (vehicles.length === 0)
    deps.progress.say(
      "The device was in no vehicle at that time, so no trips come of its samples. Assign it: npm run -s admin -- device --help",
    );
  await runPipeline(
    deps,
    deps.databaseUrl,
    vehicles.map(({ id }) => id),
  );
  for (const vehicle of vehicles) {
    const trips = moments.length > 0 ? await listTripsBetween(deps.db, scope, { vehicleId: vehicle.id, from, to }) : [];
    report.vehicles.push({ ...vehicle, trips });
  }
}
