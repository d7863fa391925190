import { createHash } from "node:crypto";
import { StringDecoder } from "node:string_decoder";
import type { Upload } from "#server/commands/telemetry/ingest.ts";
import { AppError } from "#server/domain/errors.ts";
import { addMonths } from "#server/domain/telemetry/months.ts";
import { addRecord, createSlice, type RecordSlice } from "#server/domain/telemetry/slice.ts";
import type { Spool, SpoolFile } from "#server/files/spool.ts";
import { readContent, type UploadRequest } from "./body.ts";
import type { IngestLimits } from "./limits.ts";
import { JsonSplitter } from "./split-json.ts";
import { LineSplitter } from "./split-lines.ts";

export interface ReceivedUpload extends Upload {
  /** True for one of more than one slice, which waits on disk. */
  isLong: boolean;
  /** Frees what it holds; call it whatever became of the upload. */
  close(): Promise<void>;
}

export interface Receiving {
  limits: IngestLimits;
  spool: Spool;
  accountId: number;
  nowMs: number;
}

/** The sender's name for a batch: up to 200 printable ASCII characters. */
const batchIdPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * Receives an upload to its end, so that a slow sender holds no connection to the database: the first slice stays in memory, the others
 * go to the spool. Throws `unsupported_media`, `too_large`, `request_timeout`, what the spool throws, or `bad_request` for a malformed
 * envelope and an upload that breaks off; a malformed record is only rejected in its slice.
 */
export async function receiveUpload(source: UploadRequest, receiving: Receiving): Promise<ReceivedUpload> {
  const headerId = readKeyHeader(source.request);
  const splitter = createSplitter(source.request, receiving.limits);
  if (splitter instanceof LineSplitter && headerId === undefined) throw missingId("Send it as the Idempotency-Key header.");
  const hash = createHash("sha256");
  const months = new Set<number>();
  let first: RecordSlice | undefined;
  let file: SpoolFile | undefined;
  const close = async () => file?.close();
  try {
    for await (const slice of readSlices(readHashed(source, receiving, hash), splitter, receiving)) {
      addMonths(months, slice.samples);
      if (first) {
        file ??= await receiving.spool.open(receiving.accountId);
        await file.append(Buffer.from(JSON.stringify(slice)));
      } else first = slice;
    }
    const batchId = chooseId(headerId, splitter instanceof JsonSplitter ? splitter.batchId : undefined);
    const slices = () => listSlices(first, file);
    return { batchId, contentHash: hash.digest("hex"), months, slices, isLong: file !== undefined, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* listSlices(first: RecordSlice | undefined, file: SpoolFile | undefined): AsyncGenerator<RecordSlice> {
  if (first) yield first;
  if (file) for await (const piece of file.pieces()) yield JSON.parse(piece.toString());
}

async function* readHashed(source: UploadRequest, { limits }: Receiving, hash: { update(chunk: Uint8Array): unknown }) {
  for await (const chunk of readContent(source, limits)) {
    hash.update(chunk);
    yield chunk;
  }
}

type UploadSplitter = JsonSplitter | LineSplitter;

/** The records of a content as it comes in, in slices of a bounded number. */
async function* readSlices(
  content: AsyncIterable<Uint8Array>,
  splitter: UploadSplitter,
  { limits, nowMs }: Receiving,
): AsyncGenerator<RecordSlice> {
  let slice = createSlice();
  let line = 0;
  const take = (text: string) => {
    if (++line > limits.records) throw new AppError("too_large", `An upload holds at most ${limits.records} records.`);
    if (text.trim() !== "") addRecord(slice, line, text, nowMs);
  };
  const decoder = new StringDecoder("utf8");
  for await (const chunk of content) {
    for (const text of splitter.feed(decoder.write(chunk))) {
      take(text);
      if (slice.length < limits.sliceRecords) continue;
      yield slice;
      slice = createSlice();
    }
  }
  for (const text of [...splitter.feed(decoder.end()), ...splitter.end()]) take(text);
  if (slice.length > 0) yield slice;
}

function createSplitter(request: Request, limits: IngestLimits): UploadSplitter {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return new JsonSplitter(limits.recordLength);
  if (type === "application/x-ndjson") return new LineSplitter(limits.recordLength);
  throw new AppError("unsupported_media", "Send Content-Type: application/json or application/x-ndjson.");
}

/** The Idempotency-Key header; the quotes of its structured form are optional. */
function readKeyHeader(request: Request): string | undefined {
  const value = request.headers.get("idempotency-key");
  return value === null ? undefined : value.replace(/^"(.*)"$/, "$1");
}

function chooseId(headerId: string | undefined, bodyId: string | undefined): string {
  if (headerId !== undefined && bodyId !== undefined && headerId !== bodyId) {
    throw new AppError("bad_request", "batch_id: differs from the Idempotency-Key header");
  }
  const id = headerId ?? bodyId;
  if (id === undefined) throw missingId("It names the upload, the same on every retry.");
  if (!batchIdPattern.test(id)) throw new AppError("bad_request", "batch_id: must be 1 to 200 printable ASCII characters without spaces");
  return id;
}

const missingId = (hint: string) => new AppError("bad_request", `batch_id: is missing. ${hint}`);
