import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { AppError } from "#server/domain/errors.ts";
import type { TextChunks } from "./decoded.ts";

export interface CsvRow {
  line: number;
  cells: string[];
}

/** A longer line is no line of telemetry; the limit keeps an unclosed quote from swallowing the file. */
const maxLineLength = 65_536;

/** Rows of a CSV text, header included. The delimiter (comma, semicolon or tab) is the one the first line has most of. */
export async function* readCsvRows(chunks: TextChunks): AsyncGenerator<CsvRow> {
  const { firstLine, text } = await peekFirstLine(chunks);
  const parser = parse({
    delimiter: findDelimiter(firstLine),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    // A quote counts as one after a space too: `1; "54"`.
    ltrim: true,
    skip_empty_lines: true,
    max_record_size: maxLineLength,
  });
  // Whoever stops reading, or fails, ends the other side too; the error itself comes out of the loop below.
  pipeline(Readable.from(text), parser, () => {});
  try {
    for await (const row of parser) yield { line: row.info.lines, cells: row.record };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError("unprocessable", `The CSV cannot be read: ${error.message}`, { cause: error });
  }
}

/** Which of the usual delimiters a header uses. */
function findDelimiter(header: string): string {
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

async function peekFirstLine(chunks: TextChunks): Promise<{ firstLine: string; text: AsyncGenerator<string> }> {
  const iterator = iterate(chunks);
  let head = "";
  while (!head.includes("\n") && head.length < maxLineLength) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
  }
  async function* whole() {
    if (head !== "") yield head;
    yield* iterator;
  }
  return { firstLine: head.split("\n", 1)[0] ?? "", text: whole() };
}

async function* iterate(chunks: TextChunks): AsyncGenerator<string> {
  yield* chunks;
}
