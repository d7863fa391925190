import { type AnyColumn, sql } from "drizzle-orm";
import { trips } from "#db/schema/trips.ts";

/** The IANA zone of the trip that a vehicle was on at a moment; null when it was on none. Only the last trip to start can cover it. */
export function driveZone(vehicleId: AnyColumn, at: AnyColumn) {
  return sql<string | null>`(
    select case when drive.ended_at >= ${at} then drive.start_time_zone end
    from (
      select ${trips.endedAt}, ${trips.startTimeZone} from ${trips}
      where ${trips.vehicleId} = ${vehicleId} and ${trips.startedAt} <= ${at}
      order by ${trips.startedAt} desc nulls last limit 1
    ) drive)`;
}
