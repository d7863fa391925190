/** A slice of an upload: records read one by one, gathered by what they are. */
import type { DtcReport } from "#server/domain/vehicles/state.ts";
import { type DeviceReport, parseRecord } from "./records.ts";
import { joinSamples, numericSignals, type Sample } from "./sample.ts";

export interface RejectedRecord {
  /** Which record of the upload, from 1. */
  line: number;
  /** The key and what is wrong with it. */
  reason: string;
}

export interface RecordSlice {
  /** How many records, rejected ones included. */
  length: number;
  samples: Sample[];
  dtcs: DtcReport[];
  deviceReports: DeviceReport[];
  rejected: RejectedRecord[];
}

export function createSlice(): RecordSlice {
  return { length: 0, samples: [], dtcs: [], deviceReports: [], rejected: [] };
}

/** Reads the JSON text of one record into the slice. */
export function addRecord(slice: RecordSlice, line: number, text: string, nowMs: number): void {
  slice.length++;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    slice.rejected.push({ line, reason: "not valid JSON" });
    return;
  }
  const record = parseRecord(value, nowMs);
  if (record.kind === "sample") slice.samples.push(record.sample);
  else if (record.kind === "dtc") slice.dtcs.push(record.report);
  else if (record.kind === "device") slice.deviceReports.push(record.report);
  else slice.rejected.push({ line, reason: record.reason });
}

/** Samples with one entry a moment, and how many records told something of each. */
export interface JoinedSamples {
  samples: Sample[];
  /** Records that told nothing their moment's other records had not. */
  repeats: number;
  /** Records behind one joined sample, those repeats not counted. */
  recordsAt: (atMs: number) => number;
}

/** Joins the samples of one moment with {@link joinSamples} and counts the records behind each. */
export function joinCounting(samples: readonly Sample[]): JoinedSamples {
  const joined = joinSamples(samples);
  if (joined.length === samples.length) return { samples: joined, repeats: 0, recordsAt: () => 1 };
  const known = new Map<number, Sample>();
  const counts = new Map<number, number>();
  let repeats = 0;
  for (const sample of samples) {
    const before = known.get(sample.atMs);
    if (before && !addsTo(before, sample)) {
      repeats++;
      continue;
    }
    counts.set(sample.atMs, (counts.get(sample.atMs) ?? 0) + 1);
    const [after] = before ? joinSamples([before, sample]) : [sample];
    if (after) known.set(sample.atMs, after);
  }
  return { samples: joined, repeats, recordsAt: (atMs) => counts.get(atMs) ?? 0 };
}

/** True when joining `sample` to what is known of its moment changes anything. */
function addsTo(known: Sample, sample: Sample): boolean {
  if (numericSignals.some((name) => isLarger(sample[name], known[name]))) return true;
  if (sample.ignition !== undefined && (known.ignition === undefined || (sample.ignition && !known.ignition))) return true;
  return Object.entries(sample.pids ?? {}).some(([pid, value]) => isLarger(value, known.pids?.[pid]));
}

function isLarger(value: number | undefined, known: number | undefined): boolean {
  return value !== undefined && (known === undefined || value > known);
}
