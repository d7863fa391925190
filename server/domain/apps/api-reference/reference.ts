/** The reference of a public API as its pages show it, read from its OpenAPI document. */
import { type Field, listFields, type Schema, toExample, toField, typeText } from "./schema.ts";

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

interface Operation {
  summary?: string;
  description?: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: Content;
  responses?: Record<string, Content & { description?: string }>;
  /** Ours: a call by which a person signs in, so that a key is enough. */
  "x-without-user"?: boolean;
}

/** What is read of an OpenAPI 3.1 document. */
export interface OpenApiDocument {
  info?: { title?: string; version?: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
}

export interface ReferenceBody {
  type: string;
  fields: Field[];
  /** Pretty JSON. */
  example: string;
  /** A form is one as HTML pages send it. */
  sentAs: "JSON" | "form" | "form or JSON";
}

export interface ReferenceParameter extends Field {
  in: string;
  /** Null: none is given. */
  example: string | null;
}

export interface ReferenceCall {
  /** What links to it: `get-cars-id-status`. */
  anchor: string;
  method: string;
  /** Below the base URL: `/cars/{id}/status`. */
  path: string;
  /** The first part of the path: calls of one kind stand together. */
  group: string;
  summary: string;
  description: string;
  /** `none`: anyone may call it. `program`: a key is enough in any case. `caller`: as the API has it. */
  access: "none" | "program" | "caller";
  parameters: ReferenceParameter[];
  body: ReferenceBody | null;
  answer: ReferenceBody | null;
  /** HTTP status and what it means, lowest first. */
  errors: { status: number; text: string }[];
}

export interface Reference {
  /** Its name in the path: `/api/<family>`. */
  family: string;
  title: string;
  version: string;
  description: string;
  calls: ReferenceCall[];
}

const methods = ["get", "post", "put", "patch", "delete"];

function toBody(part: Content | undefined): ReferenceBody | null {
  const json = part?.content?.["application/json"]?.schema;
  const form = part?.content?.["application/x-www-form-urlencoded"]?.schema;
  const schema = json ?? form;
  if (!schema) return null;
  const example = JSON.stringify(toExample(schema), null, 2);
  return { type: typeText(schema), fields: listFields(schema), example, sentAs: form ? (json ? "form or JSON" : "form") : "JSON" };
}

function toParameter({ name, in: where, required = false, description, schema = {} }: Parameter): ReferenceParameter {
  const { type: types, ...rest } = schema;
  // Parameters that may be left out are read as nullable, but nobody can send a null in an address.
  const type = Array.isArray(types) && where === "query" ? types.filter((candidate) => candidate !== "null") : types;
  const field = toField(name, { ...rest, ...(type !== undefined && { type }) }, required);
  const example = schema.example === undefined ? null : String(schema.example);
  return { ...field, description: description ?? field.description, in: where, example };
}

function toCall(family: string, fullPath: string, method: string, operation: Operation): ReferenceCall {
  const path = fullPath.slice(`/api/${family}`.length);
  const responses = Object.entries(operation.responses ?? {});
  const errors = responses.map(([status, { description = "" }]) => ({ status: Number(status), text: description }));
  return {
    anchor: `${method}${path.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`.replace(/-$/, ""),
    method: method.toUpperCase(),
    path,
    group: path.split("/")[1] ?? "",
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    access: operation["x-without-user"] ? "program" : (operation.security ?? []).length > 0 ? "caller" : "none",
    parameters: (operation.parameters ?? []).map(toParameter),
    body: toBody(operation.requestBody),
    answer: toBody(operation.responses?.["200"]),
    errors: errors.filter(({ status }) => status >= 400).sort((a, b) => a.status - b.status),
  };
}

/** Every call of a family in the order it is declared. */
export function toReference(family: string, { info = {}, paths = {} }: OpenApiDocument): Reference {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [toCall(family, path, method, operation)] : [];
    }),
  );
  const { title = family, version = "", description = "" } = info;
  return { family, title, version, description, calls };
}

/** The calls in whose method, path, summary or description all the words occur. */
export function findCalls(calls: readonly ReferenceCall[], search: string): ReferenceCall[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return calls.filter(({ method, path, summary, description }) => {
    const text = `${method} ${path} ${summary} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
