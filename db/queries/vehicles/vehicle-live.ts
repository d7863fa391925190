import { eq, sql } from "drizzle-orm";
import { type Db, plainClient } from "#db/client.ts";
import { all, visibleVehicles } from "#db/queries/visibility.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

/** What is known of a car as of now. */
export interface LiveVehicle {
  /** Time of the newest sample; null before the first. */
  newestAtMs: number | null;
  signals: VehicleSignals | null;
}

interface Row {
  ms: number | null;
  signals: VehicleSignals | null;
}

/** Of the fleet's own cars all are visible, as {@link visibleVehicles} says. */
const liveOfFleet = `select (extract(epoch from s.at) * 1000)::float8 as ms, s.signals
  from vehicles v left join vehicle_states s on s.vehicle_id = v.id where v.id = $1 and v.account_id = $2`;

/**
 * The live state of a car that is visible now; throws `not_found`. Asked for again and again by whoever follows a car, so for
 * those who see the whole fleet it is one prepared statement in one round trip.
 */
export async function getLiveVehicle(db: Db, scope: Scope, args: { vehicleId: number; at: Date }): Promise<LiveVehicle> {
  const row = scope.driverIds === "all" ? await readOfFleet(db, scope, args.vehicleId) : await readOfDriver(db, scope, args);
  if (!row) throw notFound("vehicle");
  return { newestAtMs: row.ms, signals: row.signals };
}

async function readOfFleet(db: Db, scope: Scope, vehicleId: number): Promise<Row | undefined> {
  const [row] = await plainClient(db).unsafe<Row[]>(liveOfFleet, [vehicleId, scope.accountId], { prepare: true });
  return row;
}

async function readOfDriver(db: Db, scope: Scope, args: { vehicleId: number; at: Date }): Promise<Row | undefined> {
  const [row] = await db
    .select({
      ms: sql<number | null>`(extract(epoch from ${vehicleStates.at}) * 1000)::float8`,
      signals: vehicleStates.signals,
    })
    .from(vehicles)
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .where(all(visibleVehicles(scope, args.at, "now"), eq(vehicles.id, args.vehicleId)))
    .limit(1);
  return row;
}
