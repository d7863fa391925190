import { type PlainTx, plainClient } from "#db/client.ts";
import { ensureSamplePartitions } from "#db/queries/telemetry/samples.ts";
import { type BatchKey, finishBatch, type OpenBatch, openBatch } from "#db/queries/telemetry/upload-batches.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { RecordSlice } from "#server/domain/telemetry/slice.ts";
import type { UploadAnswer } from "#server/domain/telemetry/upload-answer.ts";
import { findStay, VehicleNews } from "./ingest-changes.ts";
import { Intake } from "./ingest-intake.ts";

/** An upload that came in whole: nothing has to be waited for while it is stored. */
export interface Upload {
  batchId: string;
  /** SHA-256 of the content, hex. */
  contentHash: string;
  /** The months of its samples, by their first moments, epoch ms. */
  months: ReadonlySet<number>;
  /** Its records in slices. */
  slices: () => AsyncIterable<RecordSlice>;
}

/**
 * Stores an upload of a device in one transaction: samples, fault codes, the newest vehicle state, the stretch to cut anew, an
 * event, a job, and the answer itself. A batch id that was stored before gets the answer of then; `unprocessable` when its
 * content differs, `conflict` while the same batch or another long upload of the device is being stored, `forbidden` for
 * anyone but a device in use.
 */
export async function ingestBatch(deps: CommandDeps, scope: Scope, upload: Upload): Promise<UploadAnswer> {
  if (scope.actor.kind !== "device") throw new AppError("forbidden", "Only a device may upload.");
  const key = { deviceId: scope.actor.deviceId, batchId: upload.batchId };
  // Beforehand, as a transaction does not see partitions that are attached after it first wrote samples.
  await ensureSamplePartitions(deps.db, upload.months);
  try {
    return await plainClient(deps.db).begin((tx) => storeBatch(deps, tx, scope, key, upload));
  } catch (error) {
    throw isLockConflict(error) ? busy("Something else about this device is being stored right now.", error) : error;
  }
}

async function storeBatch(deps: CommandDeps, tx: PlainTx, scope: Scope, key: BatchKey, upload: Upload): Promise<UploadAnswer> {
  const batch = await openBatch(tx, scope, key);
  if (!batch || batch.revoked) throw new AppError("forbidden", "This device was revoked.");
  if (batch.contentHash !== null) return repeatAnswer(batch, upload);
  const news = new VehicleNews(batch.stays);
  const intake = new Intake(tx, scope, { id: key.deviceId, reportedMs: batch.reportedMs }, news);
  for await (const slice of upload.slices()) await intake.store(slice);
  const answer = intake.toAnswer(upload.batchId);
  const { contentHash } = upload;
  const [receivedAt, { deviceReport }, vehicles] = [deps.now(), intake, await news.toOutcomes(tx)];
  const reportsFrom = deviceReport && findStay(batch.stays, deviceReport.atMs);
  await finishBatch(tx, scope, { ...key, contentHash, answer, receivedAt, deviceReport, reportsFrom, vehicles });
  return answer;
}

const busy = (message: string, cause?: unknown) => new AppError("conflict", message, { retryAfterS: 5, cause });

/** True when PostgreSQL gave up waiting for a row lock (55P03) or found a deadlock (40P01). */
function isLockConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "40P01");
}

/** The answer the batch got before, when the content is the same to the byte. */
function repeatAnswer(stored: OpenBatch, upload: Upload): UploadAnswer {
  if (stored.contentHash !== upload.contentHash) {
    throw new AppError("unprocessable", "This batch id was used for other content. Send new content under a new id.");
  }
  if (!stored.answer) throw busy("This batch is being stored right now.");
  return { ...stored.answer, repeated: true };
}
