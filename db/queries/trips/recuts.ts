/** Cutting stored samples again although none changed: what is to be cut, and by which version of the rules all was cut. */
import { asc, gt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable, visibleTrips } from "#db/queries/visibility.ts";
import { trips } from "#db/schema/trips.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { TimeRange } from "./cutting.ts";

/** True where the samples were last cut by older rules; from now on they count as cut by these. Of several callers one gets true. */
export async function takeOutdatedCutting(tx: Tx, version: number): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into installation (cutting_version) values (${version})
    on conflict (id) do update set cutting_version = excluded.cutting_version
    where installation.cutting_version < excluded.cutting_version
    returning id`);
  return rows.length > 0;
}

/** A page of all vehicles of the installation, by id. */
export async function listVehicleIdsAfter(tx: Tx, afterId: number, limit: number): Promise<number[]> {
  const rows = await tx.select({ id: vehicles.id }).from(vehicles).where(gt(vehicles.id, afterId)).orderBy(asc(vehicles.id)).limit(limit);
  return rows.map(({ id }) => id);
}

/** From the first to the last sample of a vehicle; undefined where it has none. */
export async function findSampledRange(tx: Tx, vehicleId: number): Promise<TimeRange | undefined> {
  const ofAssignment = sql`s.device_id = a.device_id and (a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)`;
  const end = (order: "asc" | "desc") =>
    sql`lateral (select s.at from samples s where ${ofAssignment} order by s.at ${sql.raw(order)} limit 1)`;
  const [row] = await tx.execute<{ from_ms: number | null; to_ms: number | null }>(sql`
    select (extract(epoch from min(f.at)) * 1000)::float8 as from_ms, (extract(epoch from max(l.at)) * 1000)::float8 as to_ms
    from device_assignments a cross join ${end("asc")} f cross join ${end("desc")} l where a.vehicle_id = ${vehicleId}`);
  if (!row || row.from_ms === null || row.to_ms === null) return undefined;
  return { fromMs: Number(row.from_ms), toMs: Number(row.to_ms) };
}

/** The database's clock: trips that change from now on are updated after it. */
export async function readDatabaseClock(db: Queryable): Promise<Date> {
  const [row] = await db.execute<{ now: string | Date }>(sql`select now() as now`);
  if (!row) throw new Error("The database did not report its time.");
  return new Date(row.now);
}

/** How many trips of a vehicle there are that the scope sees, and how many of them changed since a moment. */
export async function countChangedTrips(
  db: Queryable,
  scope: Scope,
  args: { vehicleId: number; since: Date },
): Promise<{ trips: number; changed: number }> {
  const [row] = await db
    .select({
      trips: sql<number>`count(*)::int`,
      changed: sql<number>`(count(*) filter (where ${trips.updatedAt} >= ${args.since.toISOString()}::timestamptz))::int`,
    })
    .from(trips)
    .where(all(visibleTrips(scope), sql`${trips.vehicleId} = ${args.vehicleId}`));
  return row ?? { trips: 0, changed: 0 };
}
