/** JSON Schema (2020-12) of an upload, made from the table of signals that records.ts checks with. */
import { dtcPattern, dtcStatuses, maxFirmwareLength, maxPidValue } from "./records.ts";
import { signalRules } from "./signals.ts";

export interface JsonSchema {
  [keyword: string]: unknown;
}

const at: JsonSchema = {
  description: "When it was measured: ISO 8601 with a zone, or epoch milliseconds. From 2000-01-01 to five minutes ahead.",
  oneOf: [{ type: "string", format: "date-time" }, { type: "number" }],
};

function record(type: string, required: string[], properties: JsonSchema, extra: JsonSchema = {}): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    required: ["type", "at", ...required],
    properties: { type: { const: type }, at, ...properties },
    ...extra,
  };
}

const orNull = (type: string, rest: JsonSchema = {}): JsonSchema => ({ type: [type, "null"], ...rest });

const numbers = Object.fromEntries(
  signalRules.map(({ key, min, max, description }) => [key, orNull("number", { minimum: min, maximum: max, description })]),
);

const pids: JsonSchema = orNull("object", {
  description: "Other PIDs of SAE J1979 by their two hex digits, decoded, in the standard's unit.",
  propertyNames: { pattern: "^[0-9A-Fa-f]{2}$" },
  additionalProperties: { type: "number", minimum: -maxPidValue, maximum: maxPidValue },
});

/** The four kinds of records by name. */
export const recordSchemas: Record<"sample" | "ignition" | "dtc" | "device", JsonSchema> = {
  sample: record("sample", [], { ...numbers, ignition: orNull("boolean"), pids }, { minProperties: 3 }),
  ignition: record("ignition", ["on"], { on: { type: "boolean" } }),
  dtc: record("dtc", ["code", "status"], {
    code: { type: "string", pattern: dtcPattern, description: "Fault code of SAE J2012." },
    status: { enum: dtcStatuses },
    mil: orNull("boolean", { description: "Whether the malfunction indicator lamp is on." }),
  }),
  device: record("device", [], {
    firmware: orNull("string", { maxLength: maxFirmwareLength }),
    signal_pct: orNull("number", { minimum: 0, maximum: 100, description: "Strength of the adapter's radio signal, %." }),
    plugged: orNull("boolean"),
  }),
};

/** One record: a line of an NDJSON upload. */
export const recordSchema: JsonSchema = { oneOf: Object.values(recordSchemas) };

/** A whole JSON upload. */
export const uploadSchema: JsonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["records"],
  properties: {
    batch_id: {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "The sender's own name for this upload, the same on every retry. May be sent as the Idempotency-Key header instead.",
    },
    records: { type: "array", items: recordSchema },
  },
};
