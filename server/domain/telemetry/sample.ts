/** Samples as columns: one typed array a signal, so that a million of them can be walked in a second. */

/** The numeric signals of a sample in storage order; units are in the names (see docs of the ingestion route). */
export const numericSignals = [
  "lat",
  "lon",
  "altitudeM",
  "headingDeg",
  "accuracyM",
  "speedKmh",
  "gpsSpeedKmh",
  "rpm",
  "engineLoadPct",
  "throttlePct",
  "coolantC",
  "intakeC",
  "mafGps",
  "fuelRateLph",
  "fuelLevelPct",
  "odometerKm",
  "batteryV",
  "socPct",
] as const;
export type NumericSignal = (typeof numericSignals)[number];

/** The wire and column name of each signal: `speedKmh` ↔ `speed_kmh`. */
export const signalColumns: Record<NumericSignal, string> = {
  lat: "lat",
  lon: "lon",
  altitudeM: "altitude_m",
  headingDeg: "heading_deg",
  accuracyM: "accuracy_m",
  speedKmh: "speed_kmh",
  gpsSpeedKmh: "gps_speed_kmh",
  rpm: "rpm",
  engineLoadPct: "engine_load_pct",
  throttlePct: "throttle_pct",
  coolantC: "coolant_c",
  intakeC: "intake_c",
  mafGps: "maf_gps",
  fuelRateLph: "fuel_rate_lph",
  fuelLevelPct: "fuel_level_pct",
  odometerKm: "odometer_km",
  batteryV: "battery_v",
  socPct: "soc_pct",
};

/** One moment of telemetry as it is uploaded. A missing signal is absent. */
export interface Sample extends Partial<Record<NumericSignal, number>> {
  /** Epoch milliseconds, UTC. */
  atMs: number;
  ignition?: boolean;
  /** Other SAE J1979 PIDs by their two hex digits, decoded, in the standard's unit. */
  pids?: Record<string, number>;
}

/** Samples in order of time, column by column. NaN means "not reported"; ignition is 1, 0 or NaN. */
export interface SampleColumns extends Record<NumericSignal, Float64Array> {
  length: number;
  atMs: Float64Array;
  ignition: Float64Array;
}

/** Empty columns for `length` samples, every signal "not reported". */
export function createColumns(length: number): SampleColumns {
  const column = () => new Float64Array(length).fill(Number.NaN);
  const signals = Object.fromEntries(numericSignals.map((name) => [name, column()])) as Record<NumericSignal, Float64Array>;
  return { length, atMs: new Float64Array(length), ignition: column(), ...signals };
}

/** Columns from samples in any order: sorted by time, samples of one moment joined with {@link joinSamples}. */
export function toColumns(samples: readonly Sample[]): SampleColumns {
  const sorted = joinSamples(samples);
  const columns = createColumns(sorted.length);
  sorted.forEach((sample, index) => {
    columns.atMs[index] = sample.atMs;
    if (sample.ignition !== undefined) columns.ignition[index] = sample.ignition ? 1 : 0;
    for (const name of numericSignals) {
      const value = sample[name];
      if (value !== undefined) columns[name][index] = value;
    }
  });
  return columns;
}

/**
 * Sorts by time and joins samples of the same moment signal by signal. Where two disagree the larger value stands:
 * a rule that does not depend on the order of arrival, so that late and shuffled uploads give the same set.
 */
export function joinSamples(samples: readonly Sample[]): Sample[] {
  const byTime = new Map<number, Sample>();
  for (const sample of samples) {
    const other = byTime.get(sample.atMs);
    byTime.set(sample.atMs, other ? joinTwo(other, sample) : sample);
  }
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs);
}

function joinTwo(a: Sample, b: Sample): Sample {
  const joined: Sample = { atMs: a.atMs };
  for (const name of numericSignals) {
    const value = larger(a[name], b[name]);
    if (value !== undefined) joined[name] = value;
  }
  if (a.ignition !== undefined || b.ignition !== undefined) joined.ignition = Boolean(a.ignition || b.ignition);
  if (a.pids || b.pids) joined.pids = joinPids(a.pids ?? {}, b.pids ?? {});
  return joined;
}

function joinPids(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const joined = { ...a };
  for (const [pid, value] of Object.entries(b)) joined[pid] = larger(joined[pid], value) ?? value;
  return joined;
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined || a >= b ? a : b;
}
