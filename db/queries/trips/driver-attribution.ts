import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";

interface Changed extends Record<string, unknown> {
  driver_id: string | null;
}

/**
 * Gives each trip of a vehicle that starts in [fromAt, toAt) its driver: who is assigned to the vehicle when it starts; of
 * several the one assigned latest. Null ends are open. Returns the drivers who got or lost a trip.
 *
 * Locks the vehicle, so that cutting its trips and changing its drivers at the same moment cannot miss each other: whichever
 * comes second waits here and then sees what the first has stored.
 */
export async function attributeTrips(tx: Tx, vehicleId: number, fromAt: Date | null, toAt: Date | null): Promise<number[]> {
  await tx.execute(sql`select from vehicles where id = ${vehicleId} for no key update`);
  const rows = await tx.execute<Changed>(sql`
    with attribution as materialized (
      select t.id, t.driver_id as before, a.driver_id as after
      from trips t
      left join lateral (
        select driver_id from driver_assignments
        where vehicle_id = t.vehicle_id
          and (valid_from is null or valid_from <= t.started_at) and (valid_to is null or valid_to > t.started_at)
        order by valid_from desc nulls last, id desc limit 1
      ) a on true
      where t.vehicle_id = ${vehicleId}
        and t.started_at >= coalesce(${fromAt?.toISOString() ?? null}::timestamptz, '-infinity')
        and t.started_at < coalesce(${toAt?.toISOString() ?? null}::timestamptz, 'infinity')
    ), changed as (
      update trips t set driver_id = a.after, updated_at = now()
      from attribution a where t.id = a.id and a.before is distinct from a.after
      returning a.before, a.after
    )
    select before as driver_id from changed where before is not null
    union select after from changed where after is not null`);
  return rows.map((row) => Number(row.driver_id)).sort((a, b) => a - b);
}
