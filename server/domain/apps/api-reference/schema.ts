/** What the reference pages read of a JSON Schema, as OpenAPI 3.1 documents carry it. Our own documents have no `$ref`. */
export interface Schema {
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** One value of a body, as a line of a table. */
export interface Field {
  name: string;
  /** How deep it lies: 0 for those of the body itself. */
  depth: number;
  /** `integer`, `string | null`, `"M" | "F"`, `object[]`. */
  type: string;
  required: boolean;
  /** `0 … 100`, `≤ 254 characters`; empty: none. */
  limits: string;
  description: string;
  /** As JSON; null: none. */
  default: string | null;
}

/** Deeper bodies than this would be a mistake, or turn in circles. */
const maxDepth = 8;

const alternativesOf = (schema: Schema): Schema[] | undefined => schema.anyOf ?? schema.oneOf;

/** The type in the notation of TypeScript. */
export function typeText(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = alternativesOf(schema);
  if (alternatives) return [...new Set(alternatives.map(typeText))].join(" | ");
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0 ? "any" : types.map((type) => (type === "array" ? arrayText(schema.items ?? {}) : type)).join(" | ");
}

function arrayText(items: Schema): string {
  const text = typeText(items);
  return text.includes(" ") ? `(${text})[]` : `${text}[]`;
}

/** Bounds no one needs to be told: those of numbers that JavaScript counts exactly. */
const isTold = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

function between(low: number | undefined, high: number | undefined, unit = ""): string {
  if (isTold(low) && isTold(high)) return `${low} … ${high}${unit}`;
  if (isTold(low)) return `≥ ${low}${unit}`;
  return isTold(high) ? `≤ ${high}${unit}` : "";
}

/** The bounds of a value in signs. */
export function limitsText(schema: Schema): string {
  const above = isTold(schema.exclusiveMinimum) ? `> ${schema.exclusiveMinimum}` : "";
  const below = isTold(schema.exclusiveMaximum) ? `< ${schema.exclusiveMaximum}` : "";
  const characters = between(schema.minLength, schema.maxLength, " characters");
  const items = between(schema.minItems, schema.maxItems, " items");
  return [above, below, between(schema.minimum, schema.maximum), characters, items, schema.format ?? ""].filter(Boolean).join(", ");
}

export function toField(name: string, schema: Schema, required: boolean, depth = 0): Field {
  const fallback = schema.default === undefined ? null : JSON.stringify(schema.default);
  return {
    ...{ name, depth, required, type: typeText(schema), limits: limitsText(schema) },
    ...{ description: schema.description ?? "", default: fallback },
  };
}

/** The part of a schema that has fields of its own: the object, what an array holds, the object among alternatives. */
function objectsIn(schema: Schema): Schema[] {
  if (schema.properties) return [schema];
  if (schema.items) return objectsIn(schema.items);
  return alternativesOf(schema)?.flatMap(objectsIn) ?? [];
}

/** All values of a body, each before those inside it. A field that several alternatives have is told once, with all its types. */
export function listFields(schema: Schema, depth = 0): Field[] {
  if (depth > maxDepth) return [];
  const objects = objectsIn(schema);
  const names = [...new Set(objects.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return names.flatMap((name) => {
    const having = objects.flatMap((object) => object.properties?.[name] ?? []);
    const [first = {}] = having;
    const required = objects.every((object) => object.required?.includes(name) ?? false);
    const type = [...new Set(having.map(typeText))].join(" | ");
    return [{ ...toField(name, first, required, depth), type }, ...listFields({ oneOf: having }, depth + 1)];
  });
}

const textByFormat: Record<string, string> = {
  "date-time": "2026-03-01T08:00:00Z",
  date: "2026-03-01",
  email: "ann@example.com",
  uri: "https://example.com/",
  uuid: "4b4ae6c8-3a55-4b71-a8a4-6d3f3b7f2d10",
};

function exampleNumber(schema: Schema): number {
  const low = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
  const typical = Math.max(1, low);
  return schema.maximum === undefined ? typical : Math.min(typical, schema.maximum);
}

/** A value that fits the schema, to show what a body looks like; what may be null is shown with a value. */
export function toExample(schema: Schema, depth = 0): unknown {
  for (const given of [schema.example, schema.examples?.[0], schema.const, schema.enum?.[0]]) if (given !== undefined) return given;
  const alternatives = alternativesOf(schema)?.filter(({ type }) => type !== "null");
  if (alternatives?.[0]) return toExample(alternatives[0], depth);
  const type = [schema.type ?? (schema.properties ? "object" : "null")].flat().find((candidate) => candidate !== "null");
  if (type === "object") return exampleObject(schema, depth);
  if (type === "array") return depth > maxDepth ? [] : [toExample(schema.items ?? {}, depth + 1)];
  if (type === "integer" || type === "number") return exampleNumber(schema);
  if (type === "boolean") return true;
  return type === "string" ? (textByFormat[schema.format ?? ""] ?? "…") : null;
}

function exampleObject({ properties = {} }: Schema, depth: number): Record<string, unknown> {
  if (depth > maxDepth) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, toExample(property, depth + 1)]));
}
