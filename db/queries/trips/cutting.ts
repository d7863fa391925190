/** What cutting a vehicle's trips reads: the changed stretches, the samples around them, and the trips cut before. */
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { recutRanges } from "#db/schema/trips.ts";
import { writeInSlices } from "#db/slices.ts";
import { createColumns, type NumericSignal, numericSignals, type SampleColumns, signalColumns } from "#server/domain/telemetry/sample.ts";
import { longSilenceMs, nothingBefore, type SegmentStart } from "#server/domain/trips/segment.ts";
import type { TripEndReason } from "#server/domain/trips/trip.ts";
import type { VehicleTraits } from "#server/domain/vehicles/traits.ts";

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

/** Takes the stretches of a kind that have to be cut, earliest first, overlapping ones joined. */
export async function takeRecutRanges(tx: Tx, vehicleId: number, { background }: { background: boolean }): Promise<TimeRange[]> {
  const rows = await tx.execute<{ from_ms: number; to_ms: number }>(sql`
    with taken as (delete from recut_ranges where vehicle_id = ${vehicleId} and background = ${background} returning from_at, to_at)
    select ${toMs("lower(stretch)")} as from_ms, ${toMs("upper(stretch)")} as to_ms
    from (select unnest(range_agg(tstzrange(from_at, to_at, '[]'))) as stretch from taken) as stretches order by 1`);
  return rows.map((row) => ({ fromMs: Number(row.from_ms), toMs: Number(row.to_ms) }));
}

/** Notes stretches of a vehicle that are still to be cut. */
export async function insertRecutRanges(
  tx: Tx,
  vehicleId: number,
  ranges: readonly TimeRange[],
  { background }: { background: boolean },
): Promise<void> {
  const rows = ranges.map(({ fromMs, toMs }) => ({ vehicleId, background, fromAt: new Date(fromMs), toAt: new Date(toMs) }));
  await writeInSlices(rows, (slice) => tx.insert(recutRanges).values(slice));
}

/**
 * The first samples of a vehicle that meet a condition, in the order of time or against it: those of each stay of an adapter in it, then
 * the first of all. So the index gives them in that order and reading stops at the limit; of a plain join everything of all vehicles
 * that meets the condition may be read for each page.
 */
function firstSamples(
  vehicleId: number,
  columns: SQL,
  condition: SQL,
  { limit, newest = false }: { limit: number; newest?: boolean },
): SQL {
  const direction = sql.raw(newest ? "desc" : "asc");
  return sql`
    select stay.* from device_assignments a cross join lateral (
      select ${columns} from samples s
      where s.device_id = a.device_id and s.at >= coalesce(a.valid_from, '-infinity') and s.at < coalesce(a.valid_to, 'infinity')
        and ${condition}
      order by s.at ${direction} limit ${limit}
    ) stay
    where a.vehicle_id = ${vehicleId} order by stay.at_ms ${direction}, a.device_id limit ${limit}`;
}

const lookBackRows = 5000;

/**
 * Where the walk over the samples may take up for a change at `fromMs`: after a trip that was over long before, or after a long
 * silence, whichever is later.
 */
export async function findWalkStart(tx: Tx, vehicleId: number, fromMs: number): Promise<SegmentStart> {
  const start = await findTripBefore(tx, vehicleId, fromMs);
  let laterMs = fromMs;
  for (;;) {
    const lower = Number.isFinite(start.afterMs) ? sql`s.at > ${moment(start.afterMs)}` : sql`true`;
    const before = sql`${lower} and s.at < ${moment(laterMs)}`;
    const rows = await tx.execute<{ at_ms: number }>(
      firstSamples(vehicleId, sql`${toMs("s.at")} as at_ms`, before, { limit: lookBackRows, newest: true }),
    );
    for (const row of rows) {
      const atMs = Number(row.at_ms);
      if (laterMs - atMs > longSilenceMs) return { afterMs: atMs, ignitionOff: false };
      laterMs = atMs;
    }
    if (rows.length < lookBackRows) return start;
  }
}

/** After the last trip that was over long before a change. */
async function findTripBefore(tx: Tx, vehicleId: number, fromMs: number): Promise<SegmentStart> {
  const [trip] = await tx.execute<{ ended_ms: number; end_reason: TripEndReason }>(sql`
    select ${toMs("ended_at")} as ended_ms, end_reason from trips
    where vehicle_id = ${vehicleId} and started_at < ${moment(fromMs)} and ended_at < ${moment(fromMs - longSilenceMs)}
      and end_reason <> 'last_sample'
    order by started_at desc limit 1`);
  return trip ? { afterMs: Number(trip.ended_ms), ignitionOff: trip.end_reason === "ignition_off" } : nothingBefore;
}

/** Samples of a vehicle with the device of each. */
export interface VehicleSamples {
  columns: SampleColumns;
  deviceId: Float64Array;
}

export const noSamples: VehicleSamples = { columns: createColumns(0), deviceId: new Float64Array(0) };

/** What is read of a sample: each as a list in the order of time, null where no sample has it. */
const readColumns: readonly { key: string; value: string }[] = [
  { key: "at_ms", value: "(extract(epoch from s.at) * 1000)::bigint" },
  { key: "device_id", value: "s.device_id" },
  { key: "ignition", value: "s.ignition::int" },
  ...numericSignals.map((name) => ({ key: signalColumns[name], value: `s.${signalColumns[name]}` })),
];
const selected = sql.raw(readColumns.map(({ key, value }) => `${value} as ${key}`).join(", "));
const gathered = sql.raw(readColumns.map(({ key }) => `case when count(${key}) > 0 then array_agg(${key})::text end as ${key}`).join(", "));

/**
 * A page of a vehicle's samples after a moment and up to another, in order of time; samples of several devices at one moment
 * are joined. Read as one list a signal: making an object of every row would take longer than all that is done with them. A
 * full page ends before its last moment, which may go on in the next one.
 */
export async function readSamples(
  tx: Tx,
  vehicleId: number,
  afterMs: number,
  limit: number,
  untilMs: number = Number.POSITIVE_INFINITY,
): Promise<VehicleSamples & { complete: boolean }> {
  const after = Number.isFinite(afterMs) ? sql`s.at > ${moment(afterMs)}` : sql`true`;
  const until = Number.isFinite(untilMs) ? sql`s.at <= ${moment(untilMs)}` : sql`true`;
  const [row] = await tx.execute<Record<string, string | null>>(
    sql`select ${gathered} from (${firstSamples(vehicleId, selected, sql`${after} and ${until}`, { limit })}) as page`,
  );
  const atMs = parseList(row?.["at_ms"] ?? null, 0);
  const complete = atMs.length < limit;
  const length = complete ? atMs.length : atMs.indexOf(atMs.at(-1) as number);
  const columns = { ...createColumns(0), length, atMs };
  columns.ignition = parseList(row?.["ignition"] ?? null, length);
  for (const name of numericSignals) columns[name] = parseList(row?.[signalColumns[name]] ?? null, length);
  const read = { columns: sliceColumns(columns, 0, length), deviceId: parseList(row?.["device_id"] ?? null, length).subarray(0, length) };
  return { ...joinMoments(read), complete };
}

/** Numbers of a PostgreSQL array's text, `{1,NULL,3}`; NaN for null. No text at all: `length` times NaN. */
function parseList(text: string | null, length: number): Float64Array {
  if (text === null) return new Float64Array(length).fill(Number.NaN);
  const parts = text.slice(1, -1).split(",");
  const values = new Float64Array(parts.length);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    values[i] = part === "NULL" ? Number.NaN : Number(part);
  }
  return values;
}

/** Joins neighbours of one moment signal by signal, the larger value standing (as joinSamples does). */
function joinMoments(samples: VehicleSamples): VehicleSamples {
  const { columns, deviceId } = samples;
  const { atMs, length } = columns;
  let last = -1;
  for (let i = 0; i < length; i++) {
    if (last >= 0 && atMs[last] === atMs[i]) {
      for (const column of valueColumns(columns)) column[last] = keepLarger(column[last] as number, column[i] as number);
      continue;
    }
    last++;
    if (last === i) continue;
    atMs[last] = atMs[i] as number;
    deviceId[last] = deviceId[i] as number;
    for (const column of valueColumns(columns)) column[last] = column[i] as number;
  }
  return last + 1 === length ? samples : sliceSamples(samples, 0, last + 1);
}

const valueColumns = (columns: SampleColumns) => [columns.ignition, ...numericSignals.map((name) => columns[name])];

/** Of two values the known one, of two known ones the larger. */
function keepLarger(known: number, value: number): number {
  if (Number.isNaN(known)) return value;
  return Number.isNaN(value) ? known : Math.max(known, value);
}

/** Samples `from` up to but not including `to`, without copying. */
export function sliceSamples({ columns, deviceId }: VehicleSamples, from: number, to: number): VehicleSamples {
  return { columns: sliceColumns(columns, from, to), deviceId: deviceId.subarray(from, to) };
}

function sliceColumns(columns: SampleColumns, from: number, to: number): SampleColumns {
  return mapColumns(columns, to - from, (column) => column.subarray(from, to));
}

/** One stretch of samples after another. */
export function concatSamples(a: VehicleSamples, b: VehicleSamples): VehicleSamples {
  const joined = (first: Float64Array, second: Float64Array) => {
    const both = new Float64Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  };
  return {
    columns: mapColumns(a.columns, a.columns.length + b.columns.length, (column, name) => joined(column, b.columns[name])),
    deviceId: joined(a.deviceId, b.deviceId),
  };
}

type ColumnName = "atMs" | "ignition" | NumericSignal;

function mapColumns(columns: SampleColumns, length: number, map: (column: Float64Array, name: ColumnName) => Float64Array): SampleColumns {
  const mapped = { ...columns, length };
  for (const name of ["atMs", "ignition", ...numericSignals] as const) mapped[name] = map(columns[name], name);
  return mapped;
}
