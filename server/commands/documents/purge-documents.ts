import { deleteRemovedDocuments, listUnknownFiles } from "#db/queries/documents/documents.ts";
import { msPerDay } from "#server/domain/time.ts";
import type { DocumentDeps } from "./documents.ts";

/** For so long a paper that was set aside can be taken back. */
const keptMs = 30 * msPerDay;
/** A file without a row is younger only while its upload is still going on. */
const orphanMs = msPerDay;
const batchSize = 500;

/** Deletes papers that were set aside a while ago, with their files, and files that no paper knows. Harmless to repeat. */
export async function sweepDocuments({ db, now, files }: DocumentDeps): Promise<void> {
  const nowMs = now().getTime();
  for (;;) {
    const { deleted, storedNames } = await deleteRemovedDocuments(db, new Date(nowMs - keptMs), batchSize);
    // Should this be cut short, the rest are files that no paper knows.
    for (const name of storedNames) await files.remove(name);
    if (deleted < batchSize) break;
  }
  for await (const names of batches(files.listOlderThan(new Date(nowMs - orphanMs)))) {
    for (const name of await listUnknownFiles(db, names)) await files.remove(name);
  }
}

async function* batches(names: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const name of names) {
    batch.push(name);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
