/** What an entry of the audit log says of the fields of a change, in a person's words and units. Pure. */

import type { Translate } from "#components/messages/messages.ts";
import type { Format } from "#components/ui/values/format.tsx";
import type { AuditValue, AuditValues } from "#server/domain/accounts/audit/entry.ts";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";
import { findFieldName, inOrder } from "./field-names.ts";

interface Words {
  t: Translate;
  format: Format;
}

interface DescribedField {
  field: string;
  label: string;
  text: string;
}

/** Each field that says something, in a fixed order: its value, or the one before and the one after. */
export function describeChange(words: Words, before: AuditValues | null, after: AuditValues | null): DescribedField[] {
  const fields = inOrder([...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]);
  return fields.flatMap((field) => {
    const sides = [before, after].flatMap((side) => (side !== null && field in side ? [side[field]] : []));
    if (sides.every(isEmpty)) return [];
    const text = sides.map((value) => toText(words, field, value)).join(" → ");
    return [{ field, label: findFieldName(words.t, field), text }];
  });
}

const isEmpty = (value: AuditValue | undefined) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

function toText(words: Words, field: string, value: AuditValue | undefined): string {
  if (value === undefined || value === null || isEmpty(value)) return "–";
  if (Array.isArray(value)) return value.map((item) => toItemText(words, field, item)).join(", ");
  if (typeof value === "boolean") return words.t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") return figures[field]?.(words.format, value) ?? String(value);
  return typeof value === "string" ? toItemText(words, field, value) : String(value);
}

/** How figures are written that have a unit; all others as they are. */
const figures: Record<string, (format: Format, value: number) => string> = {
  speedLimitKmh: (format, value) => format.speed(value).text,
  epaKmPerL: (format, value) => format.reach(value).text,
  tankL: (format, value) => format.fuel(value).text,
  batteryKwh: (format, value) => `${format.number(value, 1).text} kWh`,
  overlapS: (format, value) => format.duration(value),
};

function toItemText({ t, format }: Words, field: string, value: string | number): string {
  const text = String(value);
  if (field === "fields") return findFieldName(t, text);
  if (field === "shape") return toShapeText({ t, format }, text);
  const word = values[field]?.(t, text);
  if (word) return word;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return format.dateTime(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? format.day(text) : text;
}

/** The words for the values of a field; null for a value that is none of them. */
function wordsOf<Value extends string>(known: readonly Value[], say: (t: Translate, value: Value) => string) {
  return (t: Translate, text: string): string | null => {
    const value = known.find((one) => one === text);
    return value === undefined ? null : say(t, value);
  };
}

const values: Record<string, (t: Translate, text: string) => string | null> = {
  kind: wordsOf(documentKinds, (t, kind) => t(`documents.kinds.${kind}`)),
  fuelType: wordsOf(["unknown", "gasoline", "diesel", "hybrid", "electric"], (t, type) => t(`vehicle.fuelTypes.${type}`)),
  fuelGrade: wordsOf(fuelGrades, (t, grade) => t(`vehicle.fuelGrades.${grade}`)),
  transmission: wordsOf(["unknown", "manual", "automatic"], (t, one) => t(`vehicle.transmissions.${one}`)),
  vehicleClass: wordsOf(["car", "motorcycle", "van", "truck"], (t, one) => t(`audit.vehicleClasses.${one}`)),
  role: wordsOf(["owner", "manager", "driver", "viewer"], (t, role) => t(`shell.roles.${role}`)),
  gender: wordsOf(["F", "M", "O"], (t, gender) => t(`drivers.genders.${gender}`)),
  units: wordsOf(["metric", "imperial"], (t, units) => t(`settings.${units}`)),
  access: wordsOf(["read", "write"], (t, access) => t(`developers.accesses.${access}`)),
  registration: wordsOf(["invited", "open"], (t, who) => t(`audit.registrations.${who}`)),
  mode: wordsOf(["development", "production"], (t, mode) => t(`apps.${mode}`)),
  webhookFormat: wordsOf(["v1", "v2"], (t, format) => t(`apps.formats.${format}`)),
  webhookSchedule: wordsOf(["classic", "long"], (t, schedule) => t(`apps.schedules.${schedule}`)),
};

function toShapeText({ t, format }: Words, json: string): string {
  const shape = readShape(json);
  if (shape?.kind === "circle") return t("geofences.circleOf", { radius: format.length(shape.radiusM).text });
  if (shape?.kind === "polygon") return t("geofences.polygonOf", { count: shape.corners.length });
  return json;
}

function readShape(json: string): GeofenceShape | null {
  try {
    return JSON.parse(json) as GeofenceShape;
  } catch {
    return null;
  }
}
