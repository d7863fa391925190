/** The records the simulator uploads, in the wire form of the ingestion route. */

export interface SampleRecord {
  type: "sample";
  /** Epoch milliseconds. */
  at: number;
  lat?: number;
  lon?: number;
  altitude_m?: number;
  heading_deg?: number;
  accuracy_m?: number;
  speed_kmh?: number;
  gps_speed_kmh?: number;
  rpm?: number;
  engine_load_pct?: number;
  throttle_pct?: number;
  coolant_c?: number;
  intake_c?: number;
  maf_gps?: number;
  fuel_rate_lph?: number;
  fuel_level_pct?: number;
  odometer_km?: number;
  battery_v?: number;
  soc_pct?: number;
  ignition?: boolean;
}

export interface IgnitionRecord {
  type: "ignition";
  at: number;
  on: boolean;
}

export interface DtcRecord {
  type: "dtc";
  at: number;
  code: string;
  status: "stored" | "pending" | "cleared";
  mil: boolean;
}

export interface DeviceRecord {
  type: "device";
  at: number;
  firmware: string;
  signal_pct: number;
  plugged: boolean;
}

export type SimulatedRecord = SampleRecord | IgnitionRecord | DtcRecord | DeviceRecord;

/** Rounded as an adapter sends it. */
export function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
