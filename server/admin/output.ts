/** How rows are printed: one JSON value for scripts, or a table for people. Keys are in snake case, times in ISO 8601. */

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Row = Record<string, unknown>;

function toRow(value: object): Row {
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [toSnakeCase(key), entry]));
}

/** One line, so that scripts may also take the last line of the output. */
export function printJson(output: object | readonly object[]): string {
  return `${JSON.stringify(Array.isArray(output) ? output.map(toRow) : toRow(output))}\n`;
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return value instanceof Date ? value.toISOString() : String(value);
}

/** What tables leave out, because it only serves programs. */
const hidden = new Set(["uid", "account_id"]);

function printRows(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !hidden.has(column) && rows.some((row) => row[column] !== null));
  const lines = [columns, ...rows.map((row) => columns.map((column) => toCell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function printOne(row: Row): string {
  const entries = Object.entries(row);
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  return entries.map(([key, value]) => `${key.padEnd(width)}  ${toCell(value)}\n`).join("");
}

export function printTable(output: object | readonly object[]): string {
  if (!Array.isArray(output)) return printOne(toRow(output));
  return output.length === 0 ? "None.\n" : printRows(output.map(toRow));
}
