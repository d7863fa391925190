import { AppError } from "#server/domain/errors.ts";
import type { Sample } from "./sample.ts";

/** A recording as text, in chunks of any size, without a byte-order mark. */
export type TextChunks = AsyncIterable<string> | Iterable<string>;

/** What a decoder makes of one row of a recording: a sample, or why there is none. Lines count from 1, as editors do. */
export type Decoded = DecodedSample | Rejection;

export interface DecodedSample {
  kind: "sample";
  line: number;
  /** Before {@link year2000Ms} the recording has no date: `atMs` then counts from a start of its own. */
  sample: Sample;
}

export interface Rejection {
  kind: "rejection";
  line: number;
  reason: string;
}

/** Times before this moment count from the start of a recording that knows no date (the ingestion route refuses them as they are). */
export const year2000Ms = Date.UTC(2000, 0, 1);

export function accept(line: number, sample: Sample): DecodedSample {
  return { kind: "sample", line, sample };
}

export function reject(line: number, reason: string): Rejection {
  return { kind: "rejection", line, reason };
}

/** The file as a whole is not what it was said to be: `wrongFile("cmap", "its header lacks speed_mph")`. */
export function wrongFile(format: string, reason: string): AppError {
  return new AppError("unprocessable", `This is not ${/^[aeiou]/.test(format) ? "an" : "a"} ${format} file: ${reason}.`);
}

/** The number a cell holds; undefined for an empty one, NaN for anything that is no finite number. */
export function readNumber(cell: string | undefined): number | undefined {
  const text = cell?.trim() ?? "";
  if (text === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A cell of the file, short enough for a message. */
export function quote(text: string): string {
  const shown = text.trim();
  return JSON.stringify(shown.length > 40 ? `${shown.slice(0, 40)}…` : shown);
}
