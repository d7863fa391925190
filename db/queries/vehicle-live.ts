import { eq, sql } from "drizzle-orm";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicle/state.ts";
import { type Db, plainClient } from "../client.ts";
import { vehicleStates, vehicles } from "../schema/vehicles.ts";
import { all, visibleVehicles } from "./visibility.ts";

/** Where a car is and whether it drives, as far as it is known. */
export interface LiveVehicle {
  /** Time of the newest sample; null before the first. */
  newestAtMs: number | null;
  signals: Pick<VehicleSignals, "position" | "speedKmh" | "gpsSpeedKmh" | "ignition" | "moved"> | null;
}

interface Row {
  ms: number | null;
  signals: VehicleSignals | null;
}

/** The few signals by which a car is found and known to drive: reading the others would take longer than all the rest. */
const liveSignals = `jsonb_build_object('position', s.signals -> 'position', 'speedKmh', s.signals -> 'speedKmh',
  'gpsSpeedKmh', s.signals -> 'gpsSpeedKmh', 'ignition', s.signals -> 'ignition', 'moved', s.signals -> 'moved')`;

/** Of the fleet's own cars all are visible, as {@link visibleVehicles} says. */
const liveOfFleet = `select (extract(epoch from s.at) * 1000)::float8 as ms, ${liveSignals} as signals
  from vehicles v left join vehicle_states s on s.vehicle_id = v.id where v.id = $1 and v.account_id = $2`;

/**
 * The live state of a car that is visible now; throws `not_found`. Asked for again and again by whoever follows a car, so for
 * those who see the whole fleet it is one prepared statement in one round trip.
 */
export async function getLiveVehicle(db: Db, scope: Scope, args: { vehicleId: number; at: Date }): Promise<LiveVehicle> {
  const row = scope.driverIds === "all" ? await readOfFleet(db, scope, args.vehicleId) : await readOfDriver(db, scope, args);
  if (!row) throw notFound("vehicle");
  return { newestAtMs: row.ms, signals: row.ms === null ? null : withoutNulls(row.signals ?? {}) };
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

function withoutNulls({ position, speedKmh, gpsSpeedKmh, ignition, moved }: VehicleSignals): NonNullable<LiveVehicle["signals"]> {
  return {
    ...(position && { position }),
    ...(speedKmh && { speedKmh }),
    ...(gpsSpeedKmh && { gpsSpeedKmh }),
    ...(ignition && { ignition }),
    ...(moved && { moved }),
  };
}
