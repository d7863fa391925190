import type { PlainTx } from "#db/client.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

/**
 * The newest signals of each vehicle, empty for one that never had any. Locks these states until the transaction ends, in
 * order of id, so that two devices which tell of the same vehicles neither lose a value nor deadlock. Not the vehicles
 * themselves: an upload must not wait while trips are cut.
 */
export async function lockVehicleSignals(tx: PlainTx, vehicleIds: readonly number[]): Promise<Map<number, VehicleSignals>> {
  const ids = `{${vehicleIds.toSorted((a, b) => a - b).join(",")}}`;
  // Sent together, run one after the other: what is read is what stands when the locks are had.
  const [, rows] = await Promise.all([
    tx`select pg_advisory_xact_lock(hashtextextended('vehicle-state:' || id, 0)) from unnest(${ids}::bigint[]) as id`,
    tx<{ vehicleId: string; signals: VehicleSignals }[]>`
      select vehicle_id as "vehicleId", signals from vehicle_states where vehicle_id = any(${ids}::bigint[])`,
  ]);
  const known = new Map(rows.map(({ vehicleId, signals }) => [Number(vehicleId), signals]));
  return new Map(vehicleIds.map((id) => [id, known.get(id) ?? {}]));
}
