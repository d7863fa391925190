import type postgres from "postgres";
import type { Scope } from "#server/domain/scope.ts";
import type { FuelType } from "#server/domain/vehicles/traits.ts";

export interface ExportFilter {
  vehicleIds?: readonly number[] | undefined;
  /** Trips that started from here on. */
  from?: Date | undefined;
  /** Trips that started before this. */
  to?: Date | undefined;
}

/** Rows fetched at once; memory stays flat however many trips there are. */
const fetchSize = 500;

export interface ExportedTrip {
  trip_id: number;
  trip_uid: string;
  account: string;
  vehicle: string;
  vehicle_id: number;
  device: string | null;
  driver: string | null;
  driver_id: number | null;
  status: string;
  end_reason: string;
  started_at: Date;
  ended_at: Date;
  updated_at: Date;
  start_time_zone: string;
  end_time_zone: string;
  start_place: string | null;
  end_place: string | null;
  start_quarter: string | null;
  end_quarter: string | null;
  start_lat: number | null;
  start_lon: number | null;
  end_lat: number | null;
  end_lon: number | null;
  distance_m: number;
  gps_distance_m: number | null;
  distance_source: string;
  duration_s: number;
  moving_s: number;
  idling_s: number;
  hard_brakes: number;
  hard_accels: number;
  over_70_mph_s: number;
  over_75_mph_s: number;
  over_80_mph_s: number;
  mean_moving_kmh: number | null;
  max_speed_kmh: number | null;
  fuel_l: number | null;
  fuel_source: string | null;
  energy_kwh: number | null;
  co2_kg: number | null;
  city_fraction: number | null;
  highway_fraction: number | null;
  night_fraction: number | null;
  odometer_start_km: number | null;
  odometer_end_km: number | null;
  quality: string;
  sample_count: number;
  omitted_events: number;
  revision: number;
  drive_score: number | null;
  no_score_reason: string | null;
  hbr: number | null;
  hac: number | null;
  spd: number | null;
  idl: number | null;
  clt: number | null;
  mil: number | null;
  speeding_mode: string | null;
  model_version: number | null;
  /** Separated by blanks. */
  tags: string;
  /** What its cost follows from. */
  fuel_type: FuelType;
  currency: string;
  price_per_l_gasoline: number | null;
  price_per_l_diesel: number | null;
  price_per_kwh: number | null;
}

/** Every trip the scope sees, oldest first, read with a cursor. */
export async function* streamTrips(sql: postgres.Sql, scope: Scope, filter: ExportFilter): AsyncGenerator<ExportedTrip> {
  const rows = sql<ExportedTrip[]>`
    select t.id::float8 as trip_id, t.uid as trip_uid, a.name as account, v.name as vehicle, v.id::float8 as vehicle_id, d.serial as device,
      dr.name as driver, dr.id::float8 as driver_id, t.status, t.end_reason, t.started_at, t.ended_at, t.updated_at,
      t.start_time_zone, t.end_time_zone, t.start_place, t.end_place, t.start_quarter, t.end_quarter, t.start_lat, t.start_lon, t.end_lat, t.end_lon,
      t.distance_m, t.gps_distance_m, t.distance_source, t.duration_s, t.moving_s, t.idling_s, t.hard_brakes, t.hard_accels,
      t.over_70_mph_s, t.over_75_mph_s, t.over_80_mph_s, t.mean_moving_kmh, t.max_speed_kmh, t.fuel_l, t.fuel_source, t.energy_kwh, t.co2_kg,
      t.city_fraction, t.highway_fraction, t.night_fraction, t.odometer_start_km, t.odometer_end_km, t.quality, t.sample_count, t.omitted_events, t.revision,
      rc.drive_score, rc.no_score_reason, rc.hbr, rc.hac, rc.spd, rc.idl, rc.clt, rc.mil, rc.speeding_mode, rc.model_version,
      (select coalesce(string_agg(g.tag, ' ' order by g.tag), '') from trip_tags g where g.trip_id = t.id) as tags,
      v.fuel_type, a.currency, a.price_per_l_gasoline, a.price_per_l_diesel, a.price_per_kwh
    from trips t
      join accounts a on a.id = t.account_id
      join vehicles v on v.id = t.vehicle_id
      left join devices d on d.id = t.device_id
      left join drivers dr on dr.id = t.driver_id
      left join report_cards rc on rc.trip_id = t.id
    where ${matching(sql, scope, filter)}
    order by t.started_at, t.id`;
  for await (const batch of rows.cursor(fetchSize)) yield* batch;
}

export interface ExportedTripEvent {
  event_id: string;
  trip_id: number;
  vehicle: string;
  device: string | null;
  kind: string;
  basis: string;
  at: Date;
  ended_at: Date;
  lat: number | null;
  lon: number | null;
  peak: number;
  tier: number;
  start_distance_m: number;
  end_distance_m: number;
}

/** The events of every trip the scope sees, in order of their trips and times. */
export async function* streamTripEvents(sql: postgres.Sql, scope: Scope, filter: ExportFilter): AsyncGenerator<ExportedTripEvent> {
  const rows = sql<ExportedTripEvent[]>`
    select e.uid as event_id, t.id::float8 as trip_id, v.name as vehicle, d.serial as device, e.kind, e.basis, e.at, e.ended_at,
      e.lat, e.lon, e.peak, e.tier, e.start_distance_m, e.end_distance_m
    from trips t
      join trip_events e on e.trip_id = t.id
      join vehicles v on v.id = t.vehicle_id
      left join devices d on d.id = t.device_id
    where ${matching(sql, scope, filter)}
    order by t.started_at, t.id, e.at, e.id`;
  for await (const batch of rows.cursor(fetchSize)) yield* batch;
}

function matching(sql: postgres.Sql, scope: Scope, { vehicleIds, from, to }: ExportFilter) {
  const drivers = scope.driverIds === "all" ? sql`` : sql`and t.driver_id = any(${[...scope.driverIds]}::bigint[])`;
  const vehicles = vehicleIds ? sql`and t.vehicle_id = any(${[...vehicleIds]}::bigint[])` : sql``;
  const since = from ? sql`and t.started_at >= ${from.toISOString()}::timestamptz` : sql``;
  const until = to ? sql`and t.started_at < ${to.toISOString()}::timestamptz` : sql``;
  return sql`t.account_id = ${scope.accountId} ${drivers} ${vehicles} ${since} ${until}`;
}
