import { findNewestSampleAt, listStoredBatchIds } from "#db/queries/telemetry/imports.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { alignBase, chooseBase } from "./base-date.ts";
import { findEarlierBase, type RecordingKey, toBatchId, toContentPrefix, toRecordingKey } from "./batch-ids.ts";
import { type Batch, toBatches } from "./batches.ts";
import type { Decoder } from "./formats.ts";
import { hashRecording, measureFile, type OnBytes, readText } from "./read-recording.ts";
import type { Uploader } from "./uploader.ts";

export interface ImportContext {
  deps: CommandDeps;
  scope: Scope;
  deviceId: number;
  decoder: Decoder;
  uploader: Uploader;
  /** Where a recording without a date begins; absent: chosen by itself and remembered. */
  startMs?: number | undefined;
  /** Ends the import after the batch at hand. */
  signal?: AbortSignal | undefined;
}

/** What became of one file. */
export interface FileReport {
  file: string;
  /** Samples newly stored. */
  accepted: number;
  /** Samples the device had already. */
  duplicates: number;
  /** Samples of batches that an earlier import had stored. */
  skipped: number;
  /** Rows that were joined with another of the same moment. */
  joined: number;
  rejected: number;
  /** The first few rejections. */
  reasons: { line: number; reason: string }[];
  /** From the first sample to the last, epoch milliseconds; null without samples. */
  firstAtMs: number | null;
  lastAtMs: number | null;
  /** True when the recording knew no date and was laid out on one. */
  undated: boolean;
}

const maxReasons = 5;

/**
 * Imports one recording and tells in `report` how far it came, also when it fails.
 * Throws AppError when the file is no such recording; what was stored until then stays.
 */
export async function importFile(context: ImportContext, report: FileReport, onBytes?: OnBytes): Promise<void> {
  const { file } = report;
  await measureFile(file);
  const key = toRecordingKey(await hashRecording(file), context.decoder.settings);
  const stored = await listStoredBatchIds(context.deps.db, context.scope, { deviceId: context.deviceId, prefix: toContentPrefix(key) });
  let baseMs = 0;
  const layOut = async (firstAtMs: number) => {
    baseMs = await findBase(context, stored, firstAtMs);
    report.undated = true;
    return baseMs;
  };
  const storedIds = new Set(stored);
  let number = 0;
  for await (const batch of toBatches(context.decoder.decode(readText(file, onBytes)), layOut)) {
    if (context.signal?.aborted) throw new AppError("unavailable", "Interrupted. The same command goes on from here.");
    await importBatch(context, { key, baseMs, number: number++, storedIds }, batch, report);
  }
  if (report.firstAtMs === null) throw new AppError("unprocessable", noSamples(report));
}

interface BatchPlace {
  key: RecordingKey;
  baseMs: number;
  number: number;
  storedIds: ReadonlySet<string>;
}

async function importBatch(context: ImportContext, place: BatchPlace, batch: Batch, report: FileReport): Promise<void> {
  addRejections(report, batch.rejections);
  report.joined += batch.joined;
  if (batch.records.length === 0) return;
  report.firstAtMs = Math.min(report.firstAtMs ?? batch.firstAtMs, batch.firstAtMs);
  report.lastAtMs = Math.max(report.lastAtMs ?? batch.lastAtMs, batch.lastAtMs);
  const batchId = toBatchId(place.key, place.baseMs, place.number);
  if (place.storedIds.has(batchId)) {
    report.skipped += batch.records.length;
    return;
  }
  const answer = await context.uploader.upload(batchId, batch.records);
  report.accepted += answer.accepted;
  report.duplicates += answer.duplicates;
  addRejections(
    report,
    answer.rejected.map(({ line, reason }) => ({ line: batch.lines[line - 1] ?? line, reason })),
  );
}

async function findBase({ deps, scope, deviceId, startMs }: ImportContext, stored: readonly string[], firstAtMs: number): Promise<number> {
  if (startMs !== undefined) return alignBase(startMs, firstAtMs);
  const earlier = findEarlierBase(stored);
  if (earlier !== undefined) return earlier;
  const newest = await findNewestSampleAt(deps.db, scope, { deviceId });
  return chooseBase(firstAtMs, newest?.getTime() ?? null, deps.now().getTime());
}

function addRejections(report: FileReport, rejections: readonly { line: number; reason: string }[]): void {
  report.rejected += rejections.length;
  for (const { line, reason } of rejections.slice(0, maxReasons - report.reasons.length)) report.reasons.push({ line, reason });
}

/** A file of which nothing is imported yet. */
export function createReport(file: string): FileReport {
  const counts = { accepted: 0, duplicates: 0, skipped: 0, joined: 0, rejected: 0 };
  return { file, ...counts, reasons: [], firstAtMs: null, lastAtMs: null, undated: false };
}

function noSamples({ rejected, reasons }: FileReport): string {
  const [first] = reasons;
  if (!first) return "There is no row in it.";
  return `None of its ${rejected} rows is a sample. Line ${first.line}: ${first.reason}.`;
}
