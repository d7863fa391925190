/** What cutting a vehicle's trips reads: the changed stretches, the samples around them, and the trips cut before. */
import { sql } from "drizzle-orm";
import { createColumns, type NumericSignal, numericSignals, type SampleColumns, signalColumns } from "#server/domain/telemetry/sample.ts";
import { longSilenceMs } from "#server/domain/trips/segment.ts";
import type { TripEndReason } from "#server/domain/trips/trip.ts";
import type { VehicleTraits } from "#server/domain/vehicle/traits.ts";
import type { Db, Tx } from "../client.ts";

/** Epoch milliseconds as a parameter. */
const moment = (atMs: number) => sql`${new Date(atMs).toISOString()}::timestamptz`;
const toMs = (expression: string) => sql.raw(`(extract(epoch from ${expression}) * 1000)::float8`);

export interface CutVehicle extends VehicleTraits {
  accountId: number;
  /** Used where a trip has no position. */
  timeZone: string;
}

/** Locks a vehicle until the transaction ends, so that its trips are cut and scored one at a time; undefined if it is gone. */
export async function lockVehicle(tx: Tx, vehicleId: number): Promise<CutVehicle | undefined> {
  const rows = await tx.execute<Record<string, unknown> & CutVehicle>(sql`
    select v.account_id::int as "accountId", v.vehicle_class as "vehicleClass", v.fuel_type as "fuelType", v.transmission,
      v.tank_l::float8 as "tankL", v.battery_kwh::float8 as "batteryKwh", a.time_zone as "timeZone"
    from vehicles v join accounts a on a.id = v.account_id where v.id = ${vehicleId} for no key update of v`);
  return rows[0];
}

export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** Takes the stretches whose samples changed since the last cut, earliest first, overlapping ones joined. */
export async function takeRecutRanges(tx: Tx, vehicleId: number): Promise<TimeRange[]> {
  const rows = await tx.execute<{ from_ms: number; to_ms: number }>(sql`
    with taken as (delete from recut_ranges where vehicle_id = ${vehicleId} returning from_at, to_at)
    select ${toMs("lower(stretch)")} as from_ms, ${toMs("upper(stretch)")} as to_ms
    from (select unnest(range_agg(tstzrange(from_at, to_at, '[]'))) as stretch from taken) as stretches order by 1`);
  return rows.map((row) => ({ fromMs: Number(row.from_ms), toMs: Number(row.to_ms) }));
}

/** The devices of a vehicle with the times they were in it. */
const sampleSource = (vehicleId: number) => sql`
  samples s join device_assignments a on a.device_id = s.device_id and a.vehicle_id = ${vehicleId}
    and (a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)`;

const lookBackRows = 5000;

/**
 * Where the walk over the samples may take up for a change at `fromMs`: after a trip that was over long before, or after a long
 * silence, whichever is later.
 */
export async function findWalkStart(tx: Tx, vehicleId: number, fromMs: number): Promise<{ afterMs: number; trip: TripEndReason | null }> {
  const trips = await tx.execute<{ ended_ms: number; end_reason: TripEndReason }>(sql`
    select ${toMs("ended_at")} as ended_ms, end_reason from trips
    where vehicle_id = ${vehicleId} and started_at < ${moment(fromMs)} and ended_at < ${moment(fromMs - longSilenceMs)}
      and end_reason <> 'last_sample'
    order by started_at desc limit 1`);
  const tripEndMs = trips[0] ? Number(trips[0].ended_ms) : Number.NEGATIVE_INFINITY;
  let laterMs = fromMs;
  for (;;) {
    const lower = Number.isFinite(tripEndMs) ? sql`s.at > ${moment(tripEndMs)}` : sql`true`;
    const rows = await tx.execute<{ at_ms: number }>(sql`
      select ${toMs("s.at")} as at_ms from ${sampleSource(vehicleId)}
      where ${lower} and s.at < ${moment(laterMs)} order by s.at desc limit ${lookBackRows}`);
    for (const row of rows) {
      const atMs = Number(row.at_ms);
      if (laterMs - atMs > longSilenceMs) return { afterMs: atMs, trip: null };
      laterMs = atMs;
    }
    if (rows.length < lookBackRows) break;
  }
  return { afterMs: tripEndMs, trip: trips[0]?.end_reason ?? null };
}

/** Samples of a vehicle with the device of each. */
export interface VehicleSamples {
  columns: SampleColumns;
  deviceId: Float64Array;
}

type SampleRow = Record<string, string | number | boolean | null>;

const signalList = sql.raw(numericSignals.map((name) => `s.${signalColumns[name]}`).join(", "));

/** A page of a vehicle's samples after a moment, in order of time. Samples of several devices at one moment are joined. */
export async function readSamples(db: Tx | Db, vehicleId: number, afterMs: number, limit: number): Promise<SampleRow[]> {
  const after = Number.isFinite(afterMs) ? sql`s.at > ${moment(afterMs)}` : sql`true`;
  return db.execute<SampleRow>(sql`
    select ${toMs("s.at")} as at_ms, s.device_id, s.ignition, ${signalList} from ${sampleSource(vehicleId)}
    where ${after} order by s.at, s.device_id limit ${limit}`);
}

/** Columns from rows in order of time. */
export function toVehicleSamples(rows: readonly SampleRow[]): VehicleSamples {
  const columns = createColumns(rows.length);
  const deviceId = new Float64Array(rows.length);
  const keys = numericSignals.map((name): [NumericSignal, string] => [name, signalColumns[name]]);
  let count = 0;
  for (const row of rows) {
    const atMs = Number(row["at_ms"]);
    if (count === 0 || columns.atMs[count - 1] !== atMs) count++;
    const at = count - 1;
    columns.atMs[at] = atMs;
    deviceId[at] = Number(row["device_id"]);
    const ignition = row["ignition"];
    if (ignition !== null && ignition !== undefined) columns.ignition[at] = keepLarger(columns.ignition[at] as number, ignition ? 1 : 0);
    for (const [name, key] of keys) {
      const value = row[key];
      if (value !== null && value !== undefined) columns[name][at] = keepLarger(columns[name][at] as number, Number(value));
    }
  }
  return { columns: takeColumns(columns, count), deviceId: deviceId.subarray(0, count) };
}

const keepLarger = (known: number, value: number) => (Number.isNaN(known) ? value : Math.max(known, value));

/** The first `length` samples, without copying. */
export function takeColumns(columns: SampleColumns, length: number): SampleColumns {
  const taken = { ...columns, length, atMs: columns.atMs.subarray(0, length), ignition: columns.ignition.subarray(0, length) };
  for (const name of numericSignals) taken[name] = columns[name].subarray(0, length);
  return taken;
}
