/** What time alone brings, over all accounts: asked every minute, so each looks up only what was not told before. */
import { sql } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import type { RuleOf } from "#server/domain/alerts/occurrence.ts";
import type { Position } from "#server/domain/trips/trip.ts";

interface SweptRule {
  accountId: number;
  vehicleIds: readonly number[] | null;
}

const ms = (expression: string) => sql.raw(`(extract(epoch from ${expression}) * 1000)::float8`);
const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`;
const ofRule = ({ vehicleIds }: SweptRule) => (vehicleIds === null ? sql`true` : sql`v.id = any(${`{${vehicleIds.join(",")}}`}::bigint[])`);

export interface SilentVehicle {
  vehicleId: number;
  /** When the car or its adapter was last heard of. */
  lastAtMs: number;
  position: Position | null;
}

/**
 * Cars with an adapter in use of which nothing was heard since a moment, and which this silence was not told of yet. One whose
 * adapter is handing in what it kept for long is not silent.
 */
export async function listSilentVehicles(
  db: Queryable,
  rule: RuleOf<"silent"> & SweptRule,
  at: Date,
  since: Date,
): Promise<SilentVehicle[]> {
  const rows = await db.execute<{ id: string; last_ms: number; position: Position | null }>(sql`
    select v.id, ${ms("heard.at")} as last_ms, s.signals -> 'position' -> 'value' as position
    from vehicles v join vehicle_states s on s.vehicle_id = v.id
    join lateral (
      select greatest(s.at, max(d.reported_at)) as at, max(d.last_upload_at) as uploaded
      from device_assignments a join devices d on d.id = a.device_id and d.revoked_at is null
      where a.vehicle_id = v.id and (a.valid_from is null or a.valid_from <= ${moment(at)})
        and (a.valid_to is null or a.valid_to > ${moment(at)})
      having count(*) > 0
    ) heard on true
    where v.account_id = ${rule.accountId} and ${ofRule(rule)} and heard.at <= ${moment(since)}
      and (heard.uploaded is null or heard.uploaded <= ${moment(since)}) and not exists (
      select from alerts l where l.vehicle_id = v.id and l.rule_id = ${rule.id} and greatest(l.at, l.last_repeat_at) > heard.at)
    order by v.id`);
  return rows.map(({ id, last_ms, position }) => ({
    vehicleId: Number(id),
    lastAtMs: Number(last_ms),
    position: position && { lat: position.lat, lon: position.lon },
  }));
}

export interface LongStay {
  vehicleId: number;
  geofenceId: number;
  geofence: string;
  sinceMs: number;
  position: Position | null;
}

/** Cars that came into a geofence before a moment, are inside as far as is known, and which this stay was not told of yet. */
export async function listLongStays(db: Queryable, rule: RuleOf<"geofence_dwell"> & SweptRule, cameBy: Date): Promise<LongStay[]> {
  const { geofenceId } = rule.params;
  const rows = await db.execute<{ id: string; geofence_id: string; name: string; since_ms: number; position: Position | null }>(sql`
    select v.id, g.id as geofence_id, g.name, ${ms("y.since")} as since_ms, s.signals -> 'position' -> 'value' as position
    from geofence_stays y join geofences g on g.id = y.geofence_id join vehicles v on v.id = y.vehicle_id
    left join vehicle_states s on s.vehicle_id = v.id
    where g.account_id = ${rule.accountId} and ${ofRule(rule)} and ${geofenceId === null ? sql`true` : sql`g.id = ${geofenceId}`}
      and y.inside and y.since <= ${moment(cameBy)} and not exists (
        select from alerts l where l.vehicle_id = v.id and l.rule_id = ${rule.id} and (l.facts ->> 'geofenceId')::bigint = g.id
          and greatest(l.at, l.last_repeat_at) > y.since)
    order by v.id, g.id`);
  return rows.map(({ id, geofence_id, name, since_ms, position }) => ({
    vehicleId: Number(id),
    geofenceId: Number(geofence_id),
    geofence: name,
    sinceMs: Number(since_ms),
    position: position && { lat: position.lat, lon: position.lon },
  }));
}
