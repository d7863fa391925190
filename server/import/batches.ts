import { type Decoded, type DecodedSample, type Rejection, year2000Ms } from "#server/domain/telemetry/decoded.ts";
import { numericSignals, type Sample, signalColumns } from "#server/domain/telemetry/sample.ts";

export const batchSize = 1000;

/** Up to {@link batchSize} samples as the ingestion route takes them, with what was passed over on the way. */
export interface Batch {
  records: UploadRecord[];
  /** The line of the file behind each record. */
  lines: number[];
  firstAtMs: number;
  lastAtMs: number;
  rejections: Rejection[];
  /** Rows that were joined with the next because both tell of the same moment. */
  joined: number;
}

export interface UploadRecord extends Record<string, unknown> {
  type: "sample";
  at: number;
}

/**
 * Cuts a recording into uploads. Of neighbouring rows of one moment the last counts, signal by signal.
 * @param chooseBase called with the first time of a recording that knows no date; says what to add to its times
 */
export async function* toBatches(
  decoded: AsyncIterable<Decoded>,
  chooseBase: (firstAtMs: number) => Promise<number>,
): AsyncGenerator<Batch> {
  let base: number | undefined;
  let batch = emptyBatch();
  let held: DecodedSample | undefined;
  for await (const item of decoded) {
    if (item.kind === "rejection") {
      batch.rejections.push(item);
      continue;
    }
    if (held && held.sample.atMs === item.sample.atMs) {
      held = { ...item, sample: joinNewer(held.sample, item.sample) };
      batch.joined++;
      continue;
    }
    base ??= item.sample.atMs < year2000Ms ? await chooseBase(item.sample.atMs) : 0;
    if (held) addSample(batch, held, base);
    held = item;
    if (batch.records.length === batchSize) {
      yield batch;
      batch = emptyBatch();
    }
  }
  if (held) addSample(batch, held, base ?? 0);
  if (batch.records.length > 0 || batch.rejections.length > 0) yield batch;
}

function emptyBatch(): Batch {
  return { records: [], lines: [], firstAtMs: Number.POSITIVE_INFINITY, lastAtMs: Number.NEGATIVE_INFINITY, rejections: [], joined: 0 };
}

function joinNewer(older: Sample, newer: Sample): Sample {
  const pids = older.pids || newer.pids ? { ...older.pids, ...newer.pids } : undefined;
  return { ...older, ...newer, ...(pids && { pids }) };
}

function addSample(batch: Batch, { line, sample }: DecodedSample, base: number): void {
  const at = sample.atMs + base;
  batch.records.push(toRecord(sample, at));
  batch.lines.push(line);
  batch.firstAtMs = Math.min(batch.firstAtMs, at);
  batch.lastAtMs = Math.max(batch.lastAtMs, at);
}

function toRecord(sample: Sample, at: number): UploadRecord {
  const record: UploadRecord = { type: "sample", at };
  for (const signal of numericSignals) {
    const value = sample[signal];
    if (value !== undefined) record[signalColumns[signal]] = value;
  }
  if (sample.ignition !== undefined) record["ignition"] = sample.ignition;
  if (sample.pids) record["pids"] = sample.pids;
  return record;
}
