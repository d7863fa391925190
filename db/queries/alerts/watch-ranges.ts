import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { TimeRange } from "#db/queries/trips/cutting.ts";
import { watchRanges } from "#db/schema/alerts.ts";
import { writeInSlices } from "#db/slices.ts";

/** Notes stretches of a vehicle's time that the alert rules have to look at. */
export async function insertWatchRanges(tx: Tx, vehicleId: number, ranges: readonly TimeRange[]): Promise<void> {
  const rows = ranges.map(({ fromMs, toMs }) => ({ vehicleId, fromAt: new Date(fromMs), toAt: new Date(toMs) }));
  await writeInSlices(rows, (slice) => tx.insert(watchRanges).values(slice));
}

/** Takes the stretches that the alert rules have not looked at yet, earliest first, overlapping ones joined. */
export async function takeWatchRanges(tx: Tx, vehicleId: number): Promise<TimeRange[]> {
  const rows = await tx.execute<{ from_ms: number; to_ms: number }>(sql`
    with taken as (delete from watch_ranges where vehicle_id = ${vehicleId} returning from_at, to_at)
    select (extract(epoch from lower(stretch)) * 1000)::float8 as from_ms, (extract(epoch from upper(stretch)) * 1000)::float8 as to_ms
    from (select unnest(range_agg(tstzrange(from_at, to_at, '[]'))) as stretch from taken) as stretches order by 1`);
  return rows.map((row) => ({ fromMs: Number(row.from_ms), toMs: Number(row.to_ms) }));
}
