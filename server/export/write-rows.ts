import { stringify } from "csv-stringify/sync";
import type { Column, Value } from "./columns.ts";

export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The rows as text, piece by piece: CSV with a header (RFC 4180), or a JSON array. */
export function writeRows<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[], format: ExportFormat): AsyncGenerator<string> {
  return format === "csv" ? writeCsv(rows, columns) : writeJson(rows, columns);
}

async function* writeCsv<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[]): AsyncGenerator<string> {
  yield stringify([columns.map(({ name }) => name)], { record_delimiter: "\r\n" });
  for await (const row of rows) yield stringify([columns.map(({ value }) => toCell(value(row)))], { record_delimiter: "\r\n" });
}

/**
 * A spreadsheet runs text that begins like a formula (OWASP, CSV injection), so such text gets an apostrophe in front.
 * Numbers are left as they are, negative ones too.
 */
function toCell(value: Value): string | number | null {
  return typeof value === "string" && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
}

async function* writeJson<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[]): AsyncGenerator<string> {
  let before = "[\n";
  for await (const row of rows) {
    yield `${before}${JSON.stringify(Object.fromEntries(columns.map(({ name, value }) => [name, value(row)])))}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
