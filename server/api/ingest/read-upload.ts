import { createHash } from "node:crypto";
import { StringDecoder } from "node:string_decoder";
import type { Upload } from "#server/commands/ingest.ts";
import { AppError } from "#server/domain/errors.ts";
import { addRecord, createSlice, type RecordSlice } from "#server/domain/telemetry/slice.ts";
import { readContent } from "./body.ts";
import type { IngestLimits } from "./limits.ts";
import { JsonSplitter } from "./split-json.ts";
import { LineSplitter } from "./split-lines.ts";

export interface OpenUpload extends Upload {
  /** False while records are still coming in after the first slice. */
  complete: boolean;
  /** Stops reading; call it whatever became of the upload. */
  close(): Promise<void>;
}

/** The sender's name for a batch: up to 200 printable ASCII characters. */
const batchIdPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * Starts to read an upload: format, batch id and the first slice. Throws `unsupported_media`, `too_large`, or `bad_request` for
 * a malformed envelope; a malformed record is only rejected in its slice.
 */
export async function openUpload(request: Request, limits: IngestLimits, nowMs: number): Promise<OpenUpload> {
  const headerId = readKeyHeader(request);
  const splitter = createSplitter(request, limits);
  if (splitter instanceof LineSplitter && headerId === undefined) throw missingId("Send it as the Idempotency-Key header.");
  const hash = createHash("sha256");
  const slices = readSlices();
  async function* readSlices(): AsyncGenerator<RecordSlice> {
    let slice = createSlice();
    let line = 0;
    const take = (text: string) => {
      if (++line > limits.records) throw new AppError("too_large", `An upload holds at most ${limits.records} records.`);
      if (text.trim() !== "") addRecord(slice, line, text, nowMs);
    };
    const decoder = new StringDecoder("utf8");
    for await (const chunk of readContent(request, limits)) {
      hash.update(chunk);
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

  const close = async () => {
    await slices.return(undefined);
  };
  try {
    const first = (await slices.next()).value ?? createSlice();
    const complete = first.length < limits.sliceRecords;
    const bodyId = splitter instanceof JsonSplitter ? splitter.batchId : undefined;
    return {
      batchId: chooseId(headerId, bodyId, complete),
      first,
      rest: slices,
      contentHash: () => hash.copy().digest("hex"),
      complete,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createSplitter(request: Request, limits: IngestLimits): JsonSplitter | LineSplitter {
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

function chooseId(headerId: string | undefined, bodyId: string | undefined, complete: boolean): string {
  if (headerId !== undefined && bodyId !== undefined && headerId !== bodyId) {
    throw new AppError("bad_request", "batch_id: differs from the Idempotency-Key header");
  }
  const id = headerId ?? bodyId;
  if (id === undefined) {
    throw missingId(complete ? "It names the upload, the same on every retry." : "In a long upload it stands before the records.");
  }
  if (!batchIdPattern.test(id)) throw new AppError("bad_request", "batch_id: must be 1 to 200 printable ASCII characters without spaces");
  return id;
}

const missingId = (hint: string) => new AppError("bad_request", `batch_id: is missing. ${hint}`);
