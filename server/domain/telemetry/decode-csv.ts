import { AppError } from "#server/domain/errors.ts";
import type { ColumnMapping } from "./csv-mapping.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { accept, type Decoded, quote, readNumber, reject, type TextChunks, year2000Ms } from "./decoded.ts";
import { createLocalClock, type LocalClock, parseWallClock } from "./local-clock.ts";
import type { Sample } from "./sample.ts";

export interface CsvOptions {
  mappings: readonly ColumnMapping[];
  /** For `at:local` columns. */
  timeZone: string;
}

/** Where the mapped columns are in this file. */
interface Layout {
  time: { indexes: number[]; read: (text: string) => number };
  values: { index: number; mapping: ColumnMapping }[];
}

/**
 * Any CSV with a header, by a mapping of its columns. Rows without a single mapped value are rejected.
 * Times as numbers (`at:s`, `at:ms`) before the year 2000 count from the recording's start.
 */
export async function* decodeCsv(chunks: TextChunks, options: CsvOptions): AsyncGenerator<Decoded> {
  let layout: Layout | undefined;
  for await (const row of readCsvRows(chunks)) {
    if (layout) yield decodeRow(row, layout);
    else layout = findColumns(row.cells, options);
  }
}

function findColumns(header: string[], { mappings, timeZone }: CsvOptions): Layout {
  const names = header.map((name) => name.trim());
  const indexed = mappings.map((mapping) => ({ mapping, index: names.indexOf(mapping.column) }));
  const missing = indexed.filter(({ index }) => index < 0).map(({ mapping }) => `"${mapping.column}"`);
  if (missing.length > 0) {
    const present = names.filter((name) => name !== "").map((name) => `"${name}"`);
    throw new AppError("unprocessable", `The file has no column ${missing.join(", ")}. Its columns: ${present.join(", ")}.`);
  }
  const time = indexed.filter(({ mapping }) => mapping.target === "at");
  const read = createTimeReader(
    time.map(({ mapping }) => mapping),
    createLocalClock(timeZone),
  );
  return { time: { indexes: time.map(({ index }) => index), read }, values: indexed.filter(({ mapping }) => mapping.target !== "at") };
}

/** NaN for a text that is no such time. */
function createTimeReader(mappings: readonly ColumnMapping[], clock: LocalClock): (text: string) => number {
  const first = mappings[0];
  if (first?.target !== "at") return () => Number.NaN;
  if (first.unit === "s") return (text) => Math.round((readNumber(text) ?? Number.NaN) * 1000);
  if (first.unit === "ms") return (text) => Math.round(readNumber(text) ?? Number.NaN);
  if (first.unit === "iso") return readIso;
  return (text) => {
    const wallMs = parseWallClock(text, first.pattern);
    return wallMs === null ? Number.NaN : dated(clock.toUtcMs(wallMs));
  };
}

function readIso(text: string): number {
  const withZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  return withZone ? dated(Date.parse(text.replace(" ", "T"))) : Number.NaN;
}

/** Only numbers may count from a start of their own: a written date before 2000 is wrong. */
function dated(atMs: number): number {
  return atMs >= year2000Ms ? atMs : Number.NaN;
}

function decodeRow({ line, cells }: CsvRow, { time, values }: Layout): Decoded {
  const text = time.indexes.map((index) => cells[index]?.trim() ?? "").join(" ");
  const atMs = time.read(text);
  if (Number.isNaN(atMs)) return reject(line, `the time cannot be read: ${quote(text)}`);
  const sample: Sample = { atMs };
  for (const { index, mapping } of values) {
    const cell = cells[index]?.trim() ?? "";
    if (cell !== "" && !addValue(sample, mapping, cell)) return reject(line, `${mapping.column} cannot be read: ${quote(cell)}`);
  }
  return Object.keys(sample).length > 1 ? accept(line, sample) : reject(line, "no mapped column has a value");
}

/** False when the cell holds no such value. */
function addValue(sample: Sample, mapping: ColumnMapping, cell: string): boolean {
  if (mapping.target === "ignition") return addIgnition(sample, cell);
  if (mapping.target === "at") return true;
  // Where semicolons separate, commas often are the decimal marks.
  const value = readNumber(/^[+-]?\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell);
  if (value === undefined || Number.isNaN(value)) return false;
  const converted = mapping.convert(value);
  if (mapping.target === "signal") sample[mapping.signal] = converted;
  else sample.pids = { ...sample.pids, [mapping.pid]: converted };
  return true;
}

function addIgnition(sample: Sample, cell: string): boolean {
  const word = cell.toLowerCase();
  const on = ["1", "true", "on", "yes"].includes(word);
  if (!on && !["0", "false", "off", "no"].includes(word)) return false;
  sample.ignition = on;
  return true;
}
