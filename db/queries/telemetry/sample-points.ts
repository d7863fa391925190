/**
 * Samples one by one. Ids have only a BRIN index (see the migration that makes the table), so a list reads windows of ids from
 * the newest one down; who has few samples is read device by device instead, wherever in the table they lie.
 */
import { type SQL, sql } from "drizzle-orm";
import type { IdPage } from "#db/queries/id-pages.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { trips } from "#db/schema/trips.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { FuelType } from "#server/domain/vehicles/traits.ts";

/** What was measured in a moment; null is unknown. */
export interface SamplePoint {
  id: number;
  atMs: number;
  lat: number | null;
  lon: number | null;
  /** What the car's computer says, else the GPS. */
  speedKmh: number | null;
  fuelRateLph: number | null;
  mafGps: number | null;
}

/** A sample with where it belongs; no trip: the car was not on one, or nobody's that is visible. */
export interface PlacedSample extends SamplePoint {
  deviceId: number;
  tripId: number | null;
  fuelType: FuelType;
}

type Row<T> = Record<string, unknown> & T;

/** How many ids the first window holds, and how much larger each next one is: other accounts' samples lie in between. */
const firstWindow = ({ limit }: IdPage) => Math.max(5000, 4 * limit);
const windowGrowth = 8;
/** Who has no more samples than this is read device by device. */
const fewSamples = 50_000;

/** Lets PostgreSQL walk the primary key, whatever it believes of how many rows a device has. */
const inOrder = sql`order by s.at limit ${fewSamples + 1}`;

const idsBetween = (low: number, high: number) => sql`s.id > ${low} and s.id < ${high}`;

const inAssignment = sql`(a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)`;

/** Samples of the account's devices; for drivers those that were measured on their trips. */
function visibleSamples(scope: Scope): SQL {
  if (scope.driverIds === "all") return sql`s.device_id in (select d.id from devices d where d.account_id = ${scope.accountId})`;
  const theirCars = sql`select ${trips.vehicleId} from ${trips} where ${visibleTrips(scope)}`;
  // The last trip that began before the moment is the only one it can be of: one step in the index, however many trips there are.
  const onTheirTrip = sql`
    select last.theirs from device_assignments a cross join lateral (
      select ${trips.endedAt} >= s.at and ${visibleTrips(scope)} as theirs from ${trips}
      where ${trips.vehicleId} = a.vehicle_id and ${trips.startedAt} <= s.at order by ${trips.startedAt} desc limit 1
    ) last where a.device_id = s.device_id and ${inAssignment} limit 1`;
  return sql`s.device_id in (select a.device_id from device_assignments a where a.vehicle_id in (${theirCars})) and (${onTheirTrip})`;
}

/** The rows of `samples s` with their trips and cars, highest id first. */
function placed(scope: Scope, samples: SQL): SQL {
  return sql`
    select s.id::float8 as id, s.device_id::float8 as "deviceId", (extract(epoch from s.at) * 1000)::float8 as "atMs", s.lat, s.lon,
      coalesce(s.speed_kmh, s.gps_speed_kmh)::float8 as "speedKmh", s.fuel_rate_lph::float8 as "fuelRateLph", s.maf_gps::float8 as "mafGps",
      coalesce(v.fuel_type, 'unknown') as "fuelType", case when t.ended_at >= s.at then t.id::float8 end as "tripId"
    from (${samples}) s
    left join lateral (select a.vehicle_id from device_assignments a where a.device_id = s.device_id and ${inAssignment} limit 1) a on true
    left join vehicles v on v.id = a.vehicle_id
    left join lateral (
      select ${trips.id} as id, ${trips.endedAt} as ended_at from ${trips}
      where ${trips.vehicleId} = a.vehicle_id and ${trips.startedAt} <= s.at and ${visibleTrips(scope)}
      order by ${trips.startedAt} desc limit 1
    ) t on true
    order by s.id desc`;
}

/** A page of the visible samples, highest id first. */
export async function listSamples(db: Queryable, scope: Scope, { page }: { page: IdPage }): Promise<PlacedSample[]> {
  const floor = page.after ?? 0;
  const found: PlacedSample[] = [];
  let high = page.before ?? (await newestId(db)) + 1;
  const first = firstWindow(page);
  for (let size = first; high > floor + 1 && found.length < page.limit; size *= windowGrowth) {
    const low = Math.max(floor, high - 1 - size);
    const missing = page.limit - found.length;
    // Once it is plain that they do not lie close together, it is worth asking whether they are few.
    const few = size > first && (await hasFewSamples(db, scope));
    const window = few
      ? fewVisible(scope, floor, high)
      : sql`select * from samples s where ${idsBetween(low, high)} and ${visibleSamples(scope)}`;
    found.push(...(await db.execute<Row<PlacedSample>>(placed(scope, sql`${window} order by id desc limit ${missing}`))));
    if (few) break;
    high = low + 1;
  }
  return found;
}

/** One sample; throws `not_found` unless visible. */
export async function getSample(db: Queryable, scope: Scope, { sampleId }: { sampleId: number }): Promise<PlacedSample> {
  const [row] = await db.execute<Row<PlacedSample>>(
    placed(scope, sql`select * from samples s where s.id = ${sampleId} and ${visibleSamples(scope)} limit 1`),
  );
  if (!row) throw notFound("sample");
  return row;
}

/** No stored sample has a higher id: sessions take theirs from the sequence in batches. */
async function newestId(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`select last_value::float8 as id from samples_id_seq`);
  return row?.id ?? 0;
}

async function hasFewSamples(db: Queryable, scope: Scope): Promise<boolean> {
  const counted =
    scope.driverIds === "all"
      ? sql`select count(*)::float8 as count from (
          select from devices d cross join lateral (select from samples s where s.device_id = d.id ${inOrder}) s
          where d.account_id = ${scope.accountId} limit ${fewSamples + 1}) counted`
      : sql`select coalesce(sum(${trips.sampleCount}), 0)::float8 as count from ${trips} where ${visibleTrips(scope)}`;
  const [row] = await db.execute<{ count: number }>(counted);
  return (row?.count ?? 0) <= fewSamples;
}

/** The same as the visible samples of a window, found by device and time. */
function fewVisible(scope: Scope, low: number, high: number): SQL {
  if (scope.driverIds === "all") {
    return sql`select s.* from devices d
      cross join lateral (select * from samples s where s.device_id = d.id ${inOrder}) s
      where d.account_id = ${scope.accountId} and ${idsBetween(low, high)}`;
  }
  return sql`select s.* from ${trips} join device_assignments a on a.vehicle_id = ${trips.vehicleId}
    cross join lateral (
      select * from samples s where s.device_id = a.device_id and s.at between ${trips.startedAt} and ${trips.endedAt}
        and ${inAssignment} ${inOrder}
    ) s
    where ${visibleTrips(scope)} and ${idsBetween(low, high)}`;
}

/** More moments of a trip than this are not given: every second, third … one then. */
export const maxTripSamples = 2000;

/**
 * What the adapters measured on a visible trip, in order of time, samples of one moment joined (under the lowest of their ids): of
 * `kind: "route"` where the position is known, of `"fuel"` where speed and a rate of fuel or air are. Long trips are thinned evenly
 * to at most {@link maxTripSamples}.
 */
export async function listTripSamples(
  db: Queryable,
  scope: Scope,
  args: { tripId: number; kind: "route" | "fuel" },
): Promise<SamplePoint[]> {
  const known =
    args.kind === "route"
      ? sql`lat is not null and lon is not null`
      : sql`"speedKmh" is not null and coalesce("fuelRateLph", "mafGps") > 0`;
  return db.execute<Row<SamplePoint>>(sql`
    select id, "atMs", lat, lon, "speedKmh", "fuelRateLph", "mafGps" from (
      select m.*, row_number() over (order by at) - 1 as place, count(*) over () as total from (
        select s.at, min(s.id)::float8 as id, (extract(epoch from s.at) * 1000)::float8 as "atMs", max(s.lat) as lat, max(s.lon) as lon,
          coalesce(max(s.speed_kmh), max(s.gps_speed_kmh))::float8 as "speedKmh", max(s.fuel_rate_lph)::float8 as "fuelRateLph",
          max(s.maf_gps)::float8 as "mafGps"
        from ${trips} join device_assignments a on a.vehicle_id = ${trips.vehicleId}
        join samples s on s.device_id = a.device_id and s.at between ${trips.startedAt} and ${trips.endedAt} and ${inAssignment}
        where ${all(visibleTrips(scope), sql`${trips.id} = ${args.tripId}`)}
        group by s.at
      ) m where ${known}
    ) numbered
    where place % ceil(total / ${maxTripSamples}::float8)::int = 0
    order by at`);
}
