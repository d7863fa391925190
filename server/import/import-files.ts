import { listTripsBetween, listVehiclesOfDevice } from "#db/queries/telemetry/imports.ts";
import { commandLineScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { readOsUser } from "#server/os-user.ts";
import { createDecoder, type FormatOptions } from "./formats.ts";
import { createReport, type FileReport, type ImportContext, importFile } from "./import-file.ts";
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
  /** Files that failed; `stored` tells of what came in before. */
  failures: { file: string; message: string; stored: FileReport }[];
  vehicles: { id: number; name: string; trips: ImportedTrip[] }[];
  /** What kept the pipeline from its end; null when it got there. */
  problem: string | null;
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
  const scope = commandLineScope(target.accountId, { kind: "system", reason: "import", osUser: readOsUser() });
  const report: ImportReport = { files: [], failures: [], vehicles: [], problem: null };
  const uploader = await openUploader(deps, scope, { id: target.deviceId }, deps.route);
  const { progress, signal } = deps;
  const context = { deps, scope, deviceId: target.deviceId, decoder, uploader, startMs: request.startMs, signal };
  try {
    progress.begin(await measureFiles(request.files));
    for (const file of request.files) {
      if (signal?.aborted) break;
      await importOne(context, progress, file, report);
    }
  } finally {
    progress.end();
    await uploader.close();
  }
  if (!signal?.aborted) await followUp(deps, scope, target.deviceId, report);
  return report;
}

async function importOne(context: ImportContext, progress: Progress, file: string, report: ImportReport): Promise<void> {
  const fileReport = createReport(file);
  progress.startFile(file);
  try {
    await importFile(context, fileReport, progress.addBytes);
    report.files.push(fileReport);
    progress.endFile(fileReport);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report.failures.push({ file, message: error.message, stored: fileReport });
    progress.failFile(file, error.message);
  }
}

async function measureFiles(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map((file) => measureFile(file).catch(() => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Runs the pipeline for what was stored and tells the trips of that time. */
async function followUp(deps: ImportDeps, scope: Scope, deviceId: number, report: ImportReport): Promise<void> {
  const stored = [...report.files, ...report.failures.map((failure) => failure.stored)];
  const moments = stored.flatMap(({ firstAtMs, lastAtMs }) => (firstAtMs === null || lastAtMs === null ? [] : [firstAtMs, lastAtMs]));
  if (moments.length === 0) return;
  const from = new Date(moments.reduce((a, b) => Math.min(a, b)));
  const to = new Date(moments.reduce((a, b) => Math.max(a, b)));
  const vehicles = await listVehiclesOfDevice(deps.db, scope, { deviceId, from, to });
  if (vehicles.length === 0) deps.progress.say(`The device was in no vehicle then, so no trips come of its samples. ${howToAssign}`);
  const vehicleIds = vehicles.map(({ id }) => id);
  report.problem = await runPipeline(deps, deps.databaseUrl, vehicleIds);
  if (report.problem !== null) deps.progress.say(report.problem);
  for (const vehicle of vehicles) {
    report.vehicles.push({ ...vehicle, trips: await listTripsBetween(deps.db, scope, { vehicleId: vehicle.id, from, to }) });
  }
}

const howToAssign = "See npm run -s admin -- device move --help.";
