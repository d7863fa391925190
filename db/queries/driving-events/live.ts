/** What the watch over a car's drive and its check engine light reads and keeps. */
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { RoadPlace } from "#server/domain/automatic/road-event.ts";
import type { DriveMemory } from "#server/domain/driving-events/live/memory.ts";

/** What is remembered of a vehicle's drive; null: nothing yet. The caller holds the vehicle's lock. */
export async function findDriveMemory(tx: Tx, vehicleId: number): Promise<DriveMemory | null> {
  const [row] = await tx.execute<{ memory: DriveMemory }>(sql`select memory from drive_watches where vehicle_id = ${vehicleId}`);
  return row?.memory ?? null;
}

export async function upsertDriveMemory(tx: Tx, vehicleId: number, memory: DriveMemory): Promise<void> {
  await tx.execute(sql`
    insert into drive_watches (vehicle_id, memory) values (${vehicleId}, ${JSON.stringify(memory)}::jsonb)
    on conflict (vehicle_id) do update set memory = excluded.memory, updated_at = now()`);
}

/**
 * Forgets how a vehicle stood when samples from a moment on that were taken for settled changed, so that the next look finds it out
 * anew; what was told stays remembered.
 */
export async function forgetDriveState(tx: Tx, vehicleId: number, fromMs: number): Promise<void> {
  await tx.execute(sql`
    update drive_watches set memory = memory || '{"state": null}', updated_at = now()
    where vehicle_id = ${vehicleId} and memory ->> 'state' is not null and (memory ->> 'untilMs')::float8 >= ${fromMs}::float8`);
}

/** The newest fix of a vehicle at or up to so long before each of the moments, in their order; null where there is none. */
export async function listPlaces(tx: Tx, vehicleId: number, momentsMs: readonly number[], reachMs: number): Promise<(RoadPlace | null)[]> {
  if (momentsMs.length === 0) return [];
  const rows = await tx.execute<{ at_ms: number | null; lat: number; lon: number; accuracy_m: number | null }>(sql`
    select (extract(epoch from fix.at) * 1000)::float8 as at_ms, fix.lat, fix.lon, fix.accuracy_m
    from unnest(${`{${momentsMs.join(",")}}`}::float8[]) with ordinality as m (ms, place)
    left join lateral (
      select s.at, s.lat, s.lon, s.accuracy_m
      from samples s join device_assignments a on a.device_id = s.device_id and a.vehicle_id = ${vehicleId}
        and (a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)
      where s.at <= to_timestamp(m.ms / 1000)::timestamptz(3) and s.at >= to_timestamp((m.ms - ${reachMs}) / 1000)::timestamptz(3)
        and s.lat is not null and s.lon is not null and (s.lat, s.lon) <> (0, 0) and coalesce(s.accuracy_m, 0) <= 100
      order by s.at desc limit 1
    ) fix on true
    order by m.place`);
  return rows.map(({ at_ms, lat, lon, accuracy_m }) => (at_ms === null ? null : { lat, lon, accuracyM: accuracy_m, atMs: Number(at_ms) }));
}

/** The adapter that reported fault codes of a vehicle at each of the moments, in their order; null where none did. */
export async function listDtcReporters(tx: Tx, vehicleId: number, momentsMs: readonly number[]): Promise<(number | null)[]> {
  if (momentsMs.length === 0) return [];
  const rows = await tx.execute<{ device_id: number | null }>(sql`
    select reporter.device_id::float8 as device_id
    from unnest(${`{${momentsMs.join(",")}}`}::float8[]) with ordinality as m (ms, place)
    left join lateral (
      select r.device_id
      from device_assignments a join dtc_reports r on r.device_id = a.device_id
        and (a.valid_from is null or r.at >= a.valid_from) and (a.valid_to is null or r.at < a.valid_to)
      where a.vehicle_id = ${vehicleId} and r.at = to_timestamp(m.ms / 1000)::timestamptz(3)
      order by r.device_id limit 1
    ) reporter on true
    order by m.place`);
  return rows.map(({ device_id }) => device_id);
}
