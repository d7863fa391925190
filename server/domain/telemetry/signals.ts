import { type NumericSignal, numericSignals, signalColumns } from "./sample.ts";

/** What a signal may be. The ranges are what the car's bus or a receiver can express, so that only nonsense is refused. */
export interface SignalRule {
  name: NumericSignal;
  /** The key on the wire and the column's name: `speed_kmh`. */
  key: string;
  min: number;
  max: number;
  description: string;
}

/** Sources: SAE J1979 for what a car reports (the widest value its formula gives), WGS 84 for positions. */
const ranges: Record<NumericSignal, readonly [min: number, max: number, description: string]> = {
  lat: [-90, 90, "Latitude, WGS 84, degrees north. Only together with lon."],
  lon: [-180, 180, "Longitude, WGS 84, degrees east. Only together with lat."],
  altitudeM: [-1000, 20_000, "Height above sea level, m."],
  headingDeg: [0, 360, "Course over ground, degrees clockwise from north."],
  accuracyM: [0, 100_000, "Radius within which the position lies, m."],
  speedKmh: [0, 400, "Speed as the car reports it, km/h."],
  gpsSpeedKmh: [0, 400, "Speed over ground from the receiver, km/h."],
  rpm: [0, 16_384, "Engine speed, revolutions per minute."],
  engineLoadPct: [0, 100, "Calculated engine load, %."],
  throttlePct: [0, 100, "Throttle position, %."],
  coolantC: [-60, 215, "Coolant temperature, °C."],
  intakeC: [-60, 215, "Intake air temperature, °C."],
  mafGps: [0, 656, "Mass air flow, g/s."],
  fuelRateLph: [0, 3277, "Fuel rate, l/h."],
  fuelLevelPct: [0, 100, "Fuel in the tank, %."],
  odometerKm: [0, 10_000_000, "Odometer, km."],
  batteryV: [0, 1000, "Voltage of the vehicle's battery, V."],
  socPct: [0, 100, "State of charge of a traction battery, %."],
};

export const signalRules: readonly SignalRule[] = numericSignals.map((name) => {
  const [min, max, description] = ranges[name];
  return { name, key: signalColumns[name], min, max, description };
});
