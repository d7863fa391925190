import type { ExportedTrip, ExportedTripEvent } from "#db/queries/trips/export.ts";
import { toIso } from "#server/domain/time.ts";
import { fuelCost } from "#server/domain/vehicles/fuel-cost.ts";

export type Value = string | number | null;

/** One column of an export: its documented name, what it means, and its value in a row. */
export interface Column<Row> {
  name: string;
  meaning: string;
  value(row: Row): Value;
}

function column<Row>(name: keyof Row & string, meaning: string, decimals?: number): Column<Row> {
  return { name, meaning, value: (row) => toValue(row[name], decimals) };
}

function toValue(value: unknown, decimals: number | undefined): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return toIso(value.getTime());
  if (typeof value === "number") return decimals === undefined ? value : Number(value.toFixed(decimals));
  return String(value);
}

const trip = column<ExportedTrip>;

function toCost(row: ExportedTrip): number | null {
  const cost = fuelCost(
    { fuelL: row.fuel_l, energyKwh: row.energy_kwh, fuelType: row.fuel_type },
    {
      currency: row.currency,
      pricePerLGasoline: row.price_per_l_gasoline,
      pricePerLDiesel: row.price_per_l_diesel,
      pricePerKwh: row.price_per_kwh,
      usdPerCurrency: null,
    },
  );
  return cost === null ? null : Number(cost.toFixed(2));
}

/** The columns of `export -- trips`. The first seventeen are promised under exactly these names and in this order. */
export const tripColumns: readonly Column<ExportedTrip>[] = [
  trip("trip_id", "the trip's number; it stays when late samples change the trip"),
  trip("vehicle", "name of the vehicle"),
  trip("device", "serial of the device that recorded it"),
  trip("started_at", "ISO 8601, UTC"),
  trip("ended_at", "ISO 8601, UTC"),
  trip("distance_m", "metres driven, by the best source there is", 2),
  trip("duration_s", "seconds from start to end", 3),
  trip("moving_s", "seconds in motion"),
  trip("idling_s", "seconds at rest with the engine not known to be off"),
  trip("hard_brakes", "speed falls by more than 11 km/h in a second; a further one within 5 s does not count"),
  trip("hard_accels", "speed rises likewise"),
  trip("over_70_mph_s", "seconds above 70 mph (112.654 km/h)"),
  trip("over_75_mph_s", "seconds above 75 mph (120.701 km/h)"),
  trip("over_80_mph_s", "seconds above 80 mph (128.748 km/h)"),
  trip("fuel_l", "litres burned", 4),
  trip("drive_score", "0 to 100; empty while there is none", 2),
  trip("revision", "rises each time the figures of the finished trip change"),
  trip("trip_uid", "the trip's UUID"),
  trip("account", "name of the account"),
  trip("vehicle_id", "number of the vehicle"),
  trip("driver", "name of the driver assigned when it started"),
  trip("driver_id", "number of the driver"),
  trip("status", "open while the car may still be driving, then finished"),
  trip("end_reason", "ignition_off, engine_off, standing, silence or last_sample"),
  trip("start_time_zone", "IANA zone at the start"),
  trip("end_time_zone", "IANA zone at the end"),
  trip("start_place", "nearest town"),
  trip("end_place", "nearest town"),
  trip("start_quarter", "part of that town"),
  trip("end_quarter", "part of that town"),
  trip("start_lat", "degrees, WGS 84", 6),
  trip("start_lon", "degrees, WGS 84", 6),
  trip("end_lat", "degrees, WGS 84", 6),
  trip("end_lon", "degrees, WGS 84", 6),
  trip("gps_distance_m", "metres along the cleaned positions", 2),
  trip("distance_source", "what distance_m comes from: obd, gps, gps_speed or none"),
  trip("mean_moving_kmh", "mean speed in motion", 2),
  trip("max_speed_kmh", "highest speed", 2),
  trip("fuel_source", "how fuel_l is known: rate, maf or level"),
  trip("energy_kwh", "energy taken from the traction battery", 4),
  trip("co2_kg", "carbon dioxide of the burned fuel", 4),
  trip("city_fraction", "share of moving time, 0 to 1", 4),
  trip("highway_fraction", "share of moving time, 0 to 1", 4),
  trip("night_fraction", "share of the distance, 0 to 1", 4),
  trip("odometer_start_km", "as the car reported it", 3),
  trip("odometer_end_km", "as the car reported it", 3),
  trip("quality", "A to D: how good the recording is"),
  trip("sample_count", "samples of the trip"),
  trip("omitted_events", "events beyond the strongest 250 of each kind and basis, which alone are stored and exported"),
  trip("hbr", "hard braking, 0 to 20 points", 2),
  trip("hac", "hard acceleration, 0 to 20 points", 2),
  trip("spd", "speeding, 0 to 20 points", 2),
  trip("idl", "idling, 0 to 20 points", 2),
  trip("clt", "clutch, 0 to 20 points", 2),
  trip("mil", "mileage, 0 to 20 points", 2),
  trip("no_score_reason", "why there is no score"),
  trip("speeding_mode", "thresholds or limits"),
  trip("model_version", "version of the scoring model"),
  trip("updated_at", "ISO 8601, UTC: when the row last changed"),
  { name: "fuel_cost", meaning: "of the fuel and energy by the account's prices as they are now", value: toCost },
  trip("currency", "ISO 4217, of fuel_cost"),
  trip("tags", "what the trip is marked as, separated by blanks: business"),
];

const event = column<ExportedTripEvent>;

/** The columns of `export -- events`. */
export const eventColumns: readonly Column<ExportedTripEvent>[] = [
  event("event_id", "the event's UUID"),
  event("trip_id", "number of its trip"),
  event("vehicle", "name of the vehicle"),
  event("device", "serial of the device that recorded the trip"),
  event("kind", "hard_brake, hard_accel, speeding or idling"),
  event("basis", "counter: the simple rules behind hard_brakes and the like; score: what the scoring model found"),
  event("at", "ISO 8601, UTC"),
  event("ended_at", "ISO 8601, UTC"),
  event("lat", "degrees, WGS 84", 6),
  event("lon", "degrees, WGS 84", 6),
  event("peak", "km/h per second, km/h for speeding, seconds for idling", 3),
  event("tier", "1 to 3 of the scoring model; the limit passed in mph for speeding"),
  event("start_distance_m", "metres into the trip", 2),
  event("end_distance_m", "metres into the trip", 2),
];
