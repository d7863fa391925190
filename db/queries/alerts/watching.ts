/** What the alert rules look at besides samples: brakes, positions around a change, the adapter, the lamp, who drove. */
import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tripEvents } from "#db/schema/driving-events.ts";
import { geofenceStays } from "#db/schema/geofences.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import type { FenceStay, Fix } from "#server/domain/alerts/fence-walk.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
const ms = (expression: string) => sql.raw(`(extract(epoch from ${expression}) * 1000)::float8`);

export interface WatchedVehicle {
  speedLimitKmh: number | null;
  /** The newest known values. */
  signals: VehicleSignals;
}

export async function findWatchedVehicle(tx: Tx, vehicleId: number): Promise<WatchedVehicle> {
  const [row] = await tx
    .select({ speedLimitKmh: vehicles.speedLimitKmh, signals: vehicleStates.signals })
    .from(vehicles)
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .where(eq(vehicles.id, vehicleId));
  return { speedLimitKmh: row?.speedLimitKmh ?? null, signals: row?.signals ?? {} };
}

/** Hard brakes of the scoring model between two moments, in order of time. */
export async function listScoredBrakes(tx: Tx, vehicleId: number, range: { from: Date; to: Date }) {
  return tx
    .select({
      at: tripEvents.at,
      peakKmhS: tripEvents.peak,
      tier: tripEvents.tier,
      lat: tripEvents.lat,
      lon: tripEvents.lon,
      tripId: trips.id,
      driverId: trips.driverId,
    })
    .from(tripEvents)
    .innerJoin(trips, eq(trips.id, tripEvents.tripId))
    .where(
      and(
        eq(trips.vehicleId, vehicleId),
        lte(trips.startedAt, range.to),
        gte(trips.endedAt, range.from),
        eq(tripEvents.kind, "hard_brake"),
        eq(tripEvents.basis, "score"),
        gte(tripEvents.at, range.from),
        lte(tripEvents.at, range.to),
      ),
    )
    .orderBy(tripEvents.at);
}

/** The positions of a vehicle nearest before or after a moment, in order of time. */
export async function listFixesBeside(
  tx: Tx,
  vehicleId: number,
  side: "before" | "after",
  momentMs: number,
  limit: number,
): Promise<Fix[]> {
  const before = side === "before";
  const rows = await tx.execute<{ at_ms: number; lat: number; lon: number; accuracy_m: number | null }>(sql`
    select ${ms("s.at")} as at_ms, s.lat, s.lon, s.accuracy_m
    from samples s join device_assignments a on a.device_id = s.device_id and a.vehicle_id = ${vehicleId}
      and (a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)
    where s.lat is not null and s.lon is not null and (s.lat, s.lon) <> (0, 0) and coalesce(s.accuracy_m, 0) <= 100 and ${before ? sql`s.at < ${at(momentMs)}` : sql`s.at > ${at(momentMs)}`}
    order by s.at ${before ? sql`desc` : sql`asc`} limit ${limit}`);
  const fixes = rows.map(({ at_ms, lat, lon, accuracy_m }) => ({ atMs: Number(at_ms), lat, lon, accuracyM: accuracy_m }));
  return before ? fixes.reverse() : fixes;
}

/** Where a vehicle is known to be of some geofences. */
export async function listStays(tx: Tx, vehicleId: number, geofenceIds: readonly number[]): Promise<Map<number, FenceStay>> {
  if (geofenceIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(geofenceStays)
    .where(and(eq(geofenceStays.vehicleId, vehicleId), inArray(geofenceStays.geofenceId, [...geofenceIds])));
  return new Map(
    rows.map((row) => [row.geofenceId, { inside: row.inside, sinceMs: row.since?.getTime() ?? null, atMs: row.at.getTime() }]),
  );
}

/** Writes where a vehicle is; a geofence that was removed meanwhile is skipped. */
export async function upsertStays(tx: Tx, vehicleId: number, stays: ReadonlyMap<number, FenceStay>): Promise<void> {
  if (stays.size === 0) return;
  const rows = [...stays].map(([geofenceId, { inside, sinceMs, atMs }]) => ({
    geofence_id: geofenceId,
    inside,
    since: sinceMs === null ? null : new Date(sinceMs),
    at: new Date(atMs),
  }));
  await tx.execute(sql`
    insert into geofence_stays as s (geofence_id, vehicle_id, inside, since, at)
    select g.id, ${vehicleId}, n.inside, n.since, n.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (geofence_id bigint, inside boolean, since timestamptz, at timestamptz)
    join geofences g on g.id = n.geofence_id
    on conflict (geofence_id, vehicle_id) do update set inside = excluded.inside, since = excluded.since, at = excluded.at`);
}

/** Adapters of a vehicle that said last that they are out of its socket, with the moment they said it. */
export async function listUnpluggedDevices(tx: Tx, vehicleId: number): Promise<{ serial: string; atMs: number }[]> {
  const rows = await tx.execute<{ serial: string; at_ms: number }>(sql`
    select d.serial, ${ms("d.reported_at")} as at_ms
    from devices d join device_assignments a on a.device_id = d.id and a.vehicle_id = ${vehicleId}
      and (a.valid_from is null or d.reported_at >= a.valid_from) and (a.valid_to is null or d.reported_at < a.valid_to)
    where d.plugged = false and d.reported_at is not null and d.revoked_at is null order by d.id`);
  return rows.map((row) => ({ serial: row.serial, atMs: Number(row.at_ms) }));
}

/** The newest time the malfunction lamp was on: its first and last report without one in between that it was off. */
export async function findLampPeriod(tx: Tx, vehicleId: number): Promise<{ fromMs: number; toMs: number; codes: string[] } | null> {
  const [row] = await tx.execute<{ from_ms: number | null; to_ms: number; codes: string[] | null }>(sql`
    with reports as (
      select r.at, r.mil, r.code, r.status
      from dtc_reports r join device_assignments a on a.device_id = r.device_id and a.vehicle_id = ${vehicleId}
        and (a.valid_from is null or r.at >= a.valid_from) and (a.valid_to is null or r.at < a.valid_to)
      where r.mil is not null
    ), lit as (select max(at) as until from reports where mil),
    dark as (select max(at) as at from reports, lit where not mil and at < lit.until)
    select ${ms("min(r.at)")} as from_ms, ${ms("max(r.at)")} as to_ms,
      array_agg(distinct r.code) filter (where r.status <> 'cleared') as codes
    from reports r, lit left join dark on true
    where r.mil and r.at <= lit.until and (dark.at is null or r.at > dark.at)`);
  if (!row || row.from_ms === null) return null;
  return { fromMs: Number(row.from_ms), toMs: Number(row.to_ms), codes: row.codes ?? [] };
}

export interface Driving {
  tripId: number | null;
  driverId: number | null;
}

/** Who drove a vehicle at each of the moments: the driver of the trip then, else whom the car was assigned to latest. */
export async function listDriving(tx: Tx, moments: readonly { vehicleId: number; atMs: number }[]): Promise<Driving[]> {
  if (moments.length === 0) return [];
  const asked = moments.map(({ vehicleId, atMs }, place) => ({ place, vehicle_id: vehicleId, at: new Date(atMs) }));
  const rows = await tx.execute<{ trip_id: string | null; driver_id: string | null }>(sql`
    select t.id as trip_id, case when t.id is null then d.driver_id else t.driver_id end as driver_id
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as m (place int, vehicle_id bigint, at timestamptz)
    left join lateral (
      select id, driver_id from trips where vehicle_id = m.vehicle_id and started_at <= m.at and ended_at >= m.at
      order by started_at desc limit 1
    ) t on true
    left join lateral (
      select driver_id from driver_assignments a
      where a.vehicle_id = m.vehicle_id and (a.valid_from is null or a.valid_from <= m.at) and (a.valid_to is null or a.valid_to > m.at)
      order by a.valid_from desc nulls last, a.id desc limit 1
    ) d on true
    order by m.place`);
  const toId = (id: string | null) => (id === null ? null : Number(id));
  return rows.map((row) => ({ tripId: toId(row.trip_id), driverId: toId(row.driver_id) }));
}
