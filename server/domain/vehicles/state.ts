/** The newest known value of each signal of a vehicle, each with its own time. */

import { lowBatteryV } from "#server/domain/health/battery.ts";
import { type NumericSignal, numericSignals, type Sample } from "#server/domain/telemetry/sample.ts";

export interface KnownValue<T> {
  value: T;
  /** Epoch milliseconds of the moment the value was measured. */
  atMs: number;
}

export interface OpenDtc {
  code: string;
  status: "stored" | "pending";
  atMs: number;
}

/** Signals without lat and lon, which only make sense together. */
type ScalarSignal = Exclude<NumericSignal, "lat" | "lon" | "accuracyM">;

export type VehicleSignals = { [S in ScalarSignal]?: KnownValue<number> } & {
  position?: KnownValue<{ lat: number; lon: number; accuracyM: number | null }>;
  ignition?: KnownValue<boolean>;
  mil?: KnownValue<boolean>;
  /** The last moment the car was seen moving. */
  moved?: KnownValue<true>;
  /** The last moment the 12 V battery was not low, engine on or off: a voltage that drops right after it is a starter's doing. */
  batteryNotLow?: KnownValue<true>;
  dtcs?: OpenDtc[];
};

export interface DtcReport {
  atMs: number;
  code: string;
  status: "stored" | "pending" | "cleared";
  mil?: boolean;
}

const scalarSignals = numericSignals.filter((name): name is ScalarSignal => name !== "lat" && name !== "lon" && name !== "accuracyM");

/** Speeds below this are drift of a standing GPS, km/h. */
const movingFromKmh = 3;

/** Whether a sample shows the car moving: by its computer where that says a speed, else by the GPS. */
export function isMoving({ speedKmh, gpsSpeedKmh }: Pick<Sample, "speedKmh" | "gpsSpeedKmh">): boolean {
  return (speedKmh ?? gpsSpeedKmh ?? 0) >= movingFromKmh;
}

const isNotLow = (volts: number | undefined) => volts !== undefined && volts >= lowBatteryV;

/** Signals with what newer samples say written over what older ones said. Order of the samples does not matter. */
export function mergeSamples(before: VehicleSignals, samples: readonly Sample[]): VehicleSignals {
  const state: VehicleSignals = { ...before };
  for (const sample of samples) {
    const { atMs } = sample;
    for (const name of scalarSignals) {
      const value = sample[name];
      if (value !== undefined && isNewer(state[name], atMs)) state[name] = { value, atMs };
    }
    if (sample.ignition !== undefined && isNewer(state.ignition, atMs)) state.ignition = { value: sample.ignition, atMs };
    if (sample.lat !== undefined && sample.lon !== undefined && isNewer(state.position, atMs)) {
      state.position = { value: { lat: sample.lat, lon: sample.lon, accuracyM: sample.accuracyM ?? null }, atMs };
    }
    if (isMoving(sample) && isNewer(state.moved, atMs)) state.moved = { value: true, atMs };
    if (isNotLow(sample.batteryV) && isNewer(state.batteryNotLow, atMs)) state.batteryNotLow = { value: true, atMs };
  }
  return state;
}

const timedKeys = [...scalarSignals, "position", "ignition", "mil", "moved", "batteryNotLow"] as const;
type TimedKey = (typeof timedKeys)[number];

/** Two states of one vehicle as one: of each signal the newer value. Open fault codes are those of `before`. */
export function mergeSignals(before: VehicleSignals, other: VehicleSignals): VehicleSignals {
  const state: VehicleSignals = { ...before };
  for (const key of timedKeys) takeNewer(state, other, key);
  return state;
}

function takeNewer<K extends TimedKey>(state: VehicleSignals, other: VehicleSignals, key: K): void {
  const value = other[key];
  if (value !== undefined && isNewer(state[key], value.atMs)) state[key] = value;
}

/** Signals with fault codes opened and closed by the reports; a report older than what is known of its code changes nothing. */
export function mergeDtcReports(before: VehicleSignals, reports: readonly DtcReport[]): VehicleSignals {
  const state: VehicleSignals = { ...before };
  const open = new Map((before.dtcs ?? []).map((dtc) => [dtc.code, dtc]));
  for (const report of [...reports].sort((a, b) => a.atMs - b.atMs)) {
    const known = open.get(report.code);
    if (!known || report.atMs >= known.atMs) {
      if (report.status === "cleared") open.delete(report.code);
      else open.set(report.code, { code: report.code, status: report.status, atMs: report.atMs });
    }
    if (report.mil !== undefined && isNewer(state.mil, report.atMs)) state.mil = { value: report.mil, atMs: report.atMs };
  }
  state.dtcs = [...open.values()].sort((a, b) => a.code.localeCompare(b.code));
  return state;
}

function isNewer(known: KnownValue<unknown> | undefined, atMs: number): boolean {
  return known === undefined || atMs >= known.atMs;
}
