import type { VehicleSignals } from "#server/domain/vehicle/state.ts";
import type { PlainTx } from "../client.ts";

/**
 * The newest signals of each vehicle, empty for one that never had any. Locks the vehicles until the transaction ends, in
 * order of id, so that two devices which tell of the same vehicles neither lose a value nor deadlock.
 */
export async function lockVehicleSignals(tx: PlainTx, vehicleIds: readonly number[]): Promise<Map<number, VehicleSignals>> {
  const ids = `{${vehicleIds.join(",")}}`;
  // Sent together, run one after the other: what is read is what stands when the locks are had.
  const [, rows] = await Promise.all([
    tx`select from vehicles where id = any(${ids}::bigint[]) order by id for no key update`,
    tx<{ vehicleId: string; signals: VehicleSignals }[]>`
      select vehicle_id as "vehicleId", signals from vehicle_states where vehicle_id = any(${ids}::bigint[])`,
  ]);
  const known = new Map(rows.map(({ vehicleId, signals }) => [Number(vehicleId), signals]));
  return new Map(vehicleIds.map((id) => [id, known.get(id) ?? {}]));
}
