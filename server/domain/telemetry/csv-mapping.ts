import { AppError } from "#server/domain/errors.ts";
import { csvFields, fieldUnits, findSignal, pidUnits, type TimeUnit, timeUnits } from "./csv-units.ts";
import type { NumericSignal } from "./sample.ts";

/** Which column of a CSV goes to which field, and in which unit it is. */
export type ColumnMapping =
  | { column: string; target: "at"; unit: TimeUnit; pattern: string | undefined }
  | { column: string; target: "ignition" }
  | { column: string; target: "signal"; signal: NumericSignal; convert: (value: number) => number }
  | { column: string; target: "pid"; pid: string; convert: (value: number) => number };

/** `column=field:unit`, several of them separated by commas. Columns may hold commas and equals signs themselves. */
const mappingText = /(.+?)=([a-z][a-z\d_]*(?:\.[\da-f]{2})?)(?::((?:[^,(]|\([^)]*\))+))?(?:,|$)/giy;

/** @throws AppError bad_request naming the column, field or unit that is wrong and what is possible instead */
export function parseMappings(texts: readonly string[]): ColumnMapping[] {
  const mappings = texts.flatMap(parseList);
  const at = mappings.filter((mapping) => mapping.target === "at");
  if (at.length === 0) throw badMapping("No column is mapped to the time: add --map column=at:iso (or at:s, at:ms, at:local).");
  if (mappings.length === at.length) throw badMapping("Only the time is mapped: map at least one column with a measured value.");
  rejectTwice(mappings);
  return mappings;
}

function parseList(text: string): ColumnMapping[] {
  const mappings: ColumnMapping[] = [];
  mappingText.lastIndex = 0;
  let end = 0;
  for (let match = mappingText.exec(text); match; match = mappingText.exec(text)) {
    mappings.push(toMapping(match[1]?.trim() ?? "", match[2] ?? "", match[3]?.trim()));
    end = mappingText.lastIndex;
  }
  if (end < text.length || text === "")
    throw badMapping(`"${text.slice(end)}" is no mapping: write column=field:unit, for example "Speed (mph)=speed_kmh:mph".`);
  return mappings;
}

function toMapping(column: string, field: string, unit: string | undefined): ColumnMapping {
  if (field === "at") return toTimeMapping(column, unit ?? "iso");
  if (field === "ignition") {
    if (unit !== undefined) throw badUnit(column, field, unit, []);
    return { column, target: "ignition" };
  }
  const pid = /^pids\.([\da-f]{2})$/i.exec(field)?.[1];
  if (pid) return { column, target: "pid", pid: pid.toUpperCase(), convert: findUnit(pidUnits, column, field, unit) };
  const signal = findSignal(field);
  if (!signal) throw badMapping(`Column "${column}": there is no field "${field}". Fields: ${csvFields.join(", ")}.`);
  return { column, target: "signal", signal, convert: findUnit(fieldUnits[signal], column, field, unit) };
}

function toTimeMapping(column: string, text: string): ColumnMapping {
  const pattern = /^local\((.+)\)$/.exec(text)?.[1];
  const unit = timeUnits.find((known) => known === (pattern ? "local" : text));
  if (!unit) throw badUnit(column, "at", text, [...timeUnits, "local(yyyy-MM-dd HH:mm:ss)"]);
  return { column, target: "at", unit, pattern };
}

function findUnit(units: Record<string, (value: number) => number>, column: string, field: string, unit: string | undefined) {
  const convert = unit === undefined ? Object.values(units)[0] : new Map(Object.entries(units)).get(unit);
  if (!convert) throw badUnit(column, field, unit ?? "", Object.keys(units));
  return convert;
}

/** One field from two columns would depend on their order; only the time may be spread over several (date and time). */
function rejectTwice(mappings: readonly ColumnMapping[]): void {
  const seen = new Set<string>();
  for (const mapping of mappings) {
    if (mapping.target === "at") continue;
    const key = mapping.target === "signal" ? mapping.signal : mapping.target === "pid" ? mapping.pid : mapping.target;
    if (seen.has(key)) throw badMapping(`Column "${mapping.column}": its field has another column already.`);
    seen.add(key);
  }
}

function badUnit(column: string, field: string, unit: string, possible: readonly string[]): AppError {
  const hint = possible.length > 0 ? `Units of it: ${possible.join(", ")}.` : "It takes no unit.";
  return badMapping(`Column "${column}": ${field} cannot be given in "${unit}". ${hint}`);
}

function badMapping(message: string): AppError {
  return new AppError("bad_request", message);
}
