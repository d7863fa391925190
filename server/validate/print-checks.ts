import type { Check } from "./check.ts";

const maxMisses = 40;

/** One line a figure: how many were held against the reference, within which tolerance, and how many missed it; then every miss. */
export function printSet(set: string, checks: readonly Check[], all: boolean): string {
  const figures = [...new Set(checks.map(({ figure }) => figure))];
  const summary = figures.map((figure) => summarise(checks.filter((check) => check.figure === figure)));
  const misses = checks.filter(({ ok }) => !ok);
  const shown = all ? checks : misses.slice(0, maxMisses);
  const lines = [`\n${set}`, ...toTable([["figure", "checked", "tolerance", "missed", ""], ...summary])];
  if (shown.length > 0) {
    const rows = shown.map((check) => [check.item, check.figure, check.expected, check.got, check.ok ? "ok" : "MISS"]);
    lines.push("", ...toTable([["what", "figure", "expected", "got", ""], ...rows]));
  }
  if (!all && misses.length > maxMisses) lines.push(`… and ${misses.length - maxMisses} more misses`);
  return lines.join("\n");
}

function summarise(checks: readonly Check[]): string[] {
  const missed = checks.filter(({ ok }) => !ok).length;
  const tolerances = [...new Set(checks.map(({ tolerance }) => tolerance))];
  const tolerance = tolerances.length > 1 ? "by recording" : (tolerances[0] ?? "");
  return [checks[0]?.figure ?? "", String(checks.length), tolerance, String(missed), missed > 0 ? "MISS" : "ok"];
}

function toTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
