import { litresPerUsGallon, metresPerFoot, metresPerMile } from "#server/domain/units.ts";
import { type NumericSignal, signalColumns } from "./sample.ts";

/** How a number in a unit becomes the number that is stored. */
type Convert = (value: number) => number;
type Units = Record<string, Convert>;

const same: Convert = (value) => value;
const times =
  (factor: number): Convert =>
  (value) =>
    value * factor;

const degrees: Units = { deg: same };
const metres: Units = { m: same, km: times(1000), ft: times(metresPerFoot), mi: times(metresPerMile) };
const kilometres: Units = { km: same, m: times(0.001), mi: times(metresPerMile / 1000), ft: times(metresPerFoot / 1000) };
/** A knot is exactly 1.852 km/h. */
const speeds: Units = { "km/h": same, mph: times(metresPerMile / 1000), "m/s": times(3.6), kn: times(1.852) };
const shares: Units = { "%": same, fraction: times(100) };
const temperatures: Units = { C: same, F: (value) => ((value - 32) * 5) / 9, K: (value) => value - 273.15 };

/** The units a column may be in, by the field it goes to; the first is the stored one and the default. */
export const fieldUnits: Record<NumericSignal, Units> = {
  lat: degrees,
  lon: degrees,
  altitudeM: metres,
  headingDeg: degrees,
  accuracyM: metres,
  speedKmh: speeds,
  gpsSpeedKmh: speeds,
  rpm: { rpm: same },
  engineLoadPct: shares,
  throttlePct: shares,
  coolantC: temperatures,
  intakeC: temperatures,
  mafGps: { "g/s": same },
  fuelRateLph: { "L/h": same, "gal/h": times(litresPerUsGallon) },
  fuelLevelPct: shares,
  odometerKm: kilometres,
  batteryV: { V: same },
  socPct: shares,
};

/** Other PIDs are given in the standard's unit; pressures there are kPa. */
export const pidUnits: Units = { standard: same, kPa: same, C: same, "%": same, V: same };

export const timeUnits = ["iso", "s", "ms", "local"] as const;
export type TimeUnit = (typeof timeUnits)[number];

const signalsByField = new Map<string, NumericSignal>();
for (const [signal, field] of Object.entries(signalColumns)) {
  if (isSignal(signal)) signalsByField.set(field, signal);
}

function isSignal(name: string): name is NumericSignal {
  return name in fieldUnits;
}

export function findSignal(field: string): NumericSignal | undefined {
  return signalsByField.get(field);
}

/** Every field a column can be mapped to, as the ingestion route names them. */
export const csvFields = ["at", ...signalsByField.keys(), "ignition", "pids.<two hex digits>"];
