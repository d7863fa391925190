import type { AuditChange, AuditValue, AuditValues } from "./entry.ts";

/** Text as a column stores it: half a surrogate pair becomes U+FFFD there, and JSON with one in it is refused by PostgreSQL. */
const toText = (value: string | number) => (typeof value === "string" ? value.toWellFormed() : value);

function toValue(value: unknown): AuditValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number") return toText(value);
  if (typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) return value.map(toText);
  return JSON.stringify(value);
}

/** The named fields as the audit log keeps them; what is undefined stays out. Name none that holds a secret. */
export function pickValues(row: object, fields: readonly string[]): AuditValues {
  const values = new Map(Object.entries(row));
  return Object.fromEntries(fields.filter((field) => values.get(field) !== undefined).map((field) => [field, toValue(values.get(field))]));
}

/** Those of the named fields that differ between two rows, before and after. */
export function changesBetween(before: object, after: object, fields: readonly string[]): AuditChange {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const changed = fields.filter((field) => JSON.stringify(toValue(old.get(field))) !== JSON.stringify(toValue(now.get(field))));
  const valuesOf = (row: Map<string, unknown>) => Object.fromEntries(changed.map((field) => [field, toValue(row.get(field))]));
  return { before: valuesOf(old), after: valuesOf(now) };
}
