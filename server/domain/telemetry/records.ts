/**
 * The records of an upload. Written by hand over the table of signals instead of with a schema library: this is the one
 * place every sample passes, and the table also makes the published JSON Schema (record-schema.ts).
 */
import type { DtcReport } from "#server/domain/vehicles/state.ts";
import { readMoment } from "./moment.ts";
import type { Sample } from "./sample.ts";
import { type SignalRule, signalRules } from "./signals.ts";

export const recordTypes = ["sample", "ignition", "dtc", "device"] as const;
export const dtcStatuses = ["stored", "pending", "cleared"] as const;

/** What an adapter says of itself. */
export interface DeviceReport {
  atMs: number;
  firmware?: string;
  signalPct?: number;
  plugged?: boolean;
}

/** A record that was understood. An `ignition` record is a sample that knows nothing else. */
export type UploadRecord =
  | { kind: "sample"; sample: Sample }
  | { kind: "dtc"; report: DtcReport }
  | { kind: "device"; report: DeviceReport };

/** Why a record was not: the key and what is wrong with it, `rpm: must be a number`. */
export interface Refusal {
  kind: "refused";
  reason: string;
}

/** A code of SAE J2012: system letter, 0-3, three hex digits. */
export const dtcPattern = "^[PCBU][0-3][0-9A-F]{3}$";
const dtcCode = new RegExp(dtcPattern);
export const maxFirmwareLength = 100;
/** Bounds of a PID's value; no formula of the standard comes near. */
export const maxPidValue = 1e12;

type Fields = Record<string, unknown>;

const rulesByKey: ReadonlyMap<string, SignalRule> = new Map(signalRules.map((rule) => [rule.key, rule]));
const pidKey = /^[0-9A-Fa-f]{2}$/;
/** Smaller numbers underflow a PostgreSQL `real`. */
const smallest = 1e-30;

const refuse = (reason: string): Refusal => ({ kind: "refused", reason });

/** Reads one record; `nowMs` is the server's clock. Null stands for "not reported". Never throws. */
export function parseRecord(value: unknown, nowMs: number): UploadRecord | Refusal {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("must be a JSON object");
  const fields = value as Fields;
  const { type } = fields;
  if (type === "sample") return parseSample(fields, nowMs);
  if (type === "ignition") return parseIgnition(fields, nowMs);
  if (type === "dtc") return parseDtc(fields, nowMs);
  if (type === "device") return parseDevice(fields, nowMs);
  return refuse(type === undefined ? "type: is missing" : `type: must be one of ${recordTypes.join(", ")}`);
}

function parseSample(fields: Fields, nowMs: number): UploadRecord | Refusal {
  const atMs = readMoment(fields["at"], nowMs);
  if (typeof atMs === "string") return refuse(atMs);
  const sample: Sample = { atMs };
  let known = 0;
  for (const key in fields) {
    if (key === "type" || key === "at") continue;
    const value = fields[key];
    const rule = rulesByKey.get(key);
    if (value === null && (rule || key === "ignition" || key === "pids")) continue;
    const problem = rule ? readSignal(sample, rule, value) : readOther(sample, key, value);
    if (problem) return refuse(problem);
    known++;
  }
  if (known === 0) return refuse("has no signal");
  if ((sample.lat === undefined) !== (sample.lon === undefined)) {
    return refuse(`${sample.lat === undefined ? "lat" : "lon"}: is missing; lat and lon come together`);
  }
  return { kind: "sample", sample };
}

function readSignal(sample: Sample, rule: SignalRule, value: unknown): string | undefined {
  if (typeof value !== "number") return `${rule.key}: must be a number`;
  if (!(value >= rule.min && value <= rule.max)) return `${rule.key}: must be from ${rule.min} to ${rule.max}`;
  sample[rule.name] = value < smallest && value > -smallest ? 0 : value;
  return undefined;
}

function readOther(sample: Sample, key: string, value: unknown): string | undefined {
  if (key === "ignition") {
    if (typeof value !== "boolean") return "ignition: must be true or false";
    sample.ignition = value;
    return undefined;
  }
  if (key !== "pids") return unknownKey(key);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "pids: must be an object";
  const pids: Record<string, number> = {};
  for (const [pid, reading] of Object.entries(value)) {
    if (!pidKey.test(pid)) return `pids.${shown(pid)}: a PID is two hex digits`;
    if (typeof reading !== "number" || !(Math.abs(reading) <= maxPidValue)) return `pids.${pid}: must be a number`;
    pids[pid.toUpperCase()] = reading;
  }
  sample.pids = pids;
  return undefined;
}

function parseIgnition(fields: Fields, nowMs: number): UploadRecord | Refusal {
  const atMs = checkFields(fields, ["on"], nowMs);
  if (typeof atMs === "string") return refuse(atMs);
  const { on } = fields;
  if (typeof on !== "boolean") return refuse("on: must be true or false");
  return { kind: "sample", sample: { atMs, ignition: on } };
}

function parseDtc(fields: Fields, nowMs: number): UploadRecord | Refusal {
  const atMs = checkFields(fields, ["code", "status", "mil"], nowMs);
  if (typeof atMs === "string") return refuse(atMs);
  const code = typeof fields["code"] === "string" ? fields["code"].toUpperCase() : "";
  if (!dtcCode.test(code)) return refuse("code: must be a fault code like P0301");
  const status = dtcStatuses.find((name) => name === fields["status"]);
  if (!status) return refuse(`status: must be one of ${dtcStatuses.join(", ")}`);
  const mil = fields["mil"] ?? undefined;
  if (mil !== undefined && typeof mil !== "boolean") return refuse("mil: must be true or false");
  return { kind: "dtc", report: { atMs, code, status, ...(mil !== undefined && { mil }) } };
}

function parseDevice(fields: Fields, nowMs: number): UploadRecord | Refusal {
  const atMs = checkFields(fields, ["firmware", "signal_pct", "plugged"], nowMs);
  if (typeof atMs === "string") return refuse(atMs);
  const report: DeviceReport = { atMs };
  const firmware = fields["firmware"] ?? undefined;
  if (firmware !== undefined) {
    if (typeof firmware !== "string" || firmware.length > maxFirmwareLength || hasControl(firmware)) {
      return refuse(`firmware: must be at most ${maxFirmwareLength} printable characters`);
    }
    report.firmware = firmware;
  }
  const signalPct = fields["signal_pct"] ?? undefined;
  if (signalPct !== undefined) {
    if (typeof signalPct !== "number" || !(signalPct >= 0 && signalPct <= 100)) return refuse("signal_pct: must be from 0 to 100");
    report.signalPct = signalPct < smallest ? 0 : signalPct;
  }
  const plugged = fields["plugged"] ?? undefined;
  if (plugged !== undefined) {
    if (typeof plugged !== "boolean") return refuse("plugged: must be true or false");
    report.plugged = plugged;
  }
  if (firmware === undefined && signalPct === undefined && plugged === undefined) return refuse("says nothing about the device");
  return { kind: "device", report };
}

/** The time of a record that has only the allowed keys, or what is wrong. */
function checkFields(fields: Fields, allowed: readonly string[], nowMs: number): number | string {
  for (const key in fields) {
    if (key !== "type" && key !== "at" && !allowed.includes(key)) return unknownKey(key);
  }
  return readMoment(fields["at"], nowMs);
}

const unknownKey = (key: string) => `${shown(key)}: unknown key`;

/** A key of the sender's own making, fit to be shown in an answer. */
function shown(key: string): string {
  const short = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return hasControl(short) ? JSON.stringify(short) : short;
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
