import { type SQL, sql } from "drizzle-orm";
import { numericSignals, type Sample, signalColumns } from "#server/domain/telemetry/sample.ts";
import type { Db, Tx } from "../client.ts";

/** One column of the table as a PostgreSQL array: `{1,NULL,3}`. */
interface Column {
  name: string;
  type: string;
  textOf: (sample: Sample) => string | undefined;
}

/** Positions and the odometer need more digits than a `real` has. */
const precise = new Set<string>(["lat", "lon", "odometerKm"]);

const signals: readonly Column[] = [
  ...numericSignals.map((name) => ({
    name: signalColumns[name],
    type: precise.has(name) ? "float8" : "real",
    textOf: (sample: Sample) => sample[name]?.toString(),
  })),
  { name: "ignition", type: "boolean", textOf: (sample) => sample.ignition?.toString() },
  { name: "pids", type: "jsonb", textOf: (sample) => sample.pids && quote(JSON.stringify(sample.pids)) },
];
const columns: readonly Column[] = [{ name: "at", type: "timestamptz", textOf: (s) => new Date(s.atMs).toISOString() }, ...signals];
const columnList = sql.raw(columns.map((column) => column.name).join(", "));

const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Array literal of a column; an empty one when no sample has it, which `unnest` pads with nulls and nobody has to parse. */
function toLiteral(samples: readonly Sample[], column: Column): string {
  let present = false;
  const parts: string[] = [];
  for (const sample of samples) {
    const text = column.textOf(sample);
    if (text === undefined) parts.push("NULL");
    else {
      parts.push(text);
      present = true;
    }
  }
  return present ? `{${parts.join(",")}}` : "{}";
}

function unnest(samples: readonly Sample[]): SQL {
  const arrays = columns.map((column) => sql`${toLiteral(samples, column)}::${sql.raw(column.type)}[]`);
  return sql`unnest(${sql.join(arrays, sql`, `)}) as n (${columnList})`;
}

/**
 * Stores samples of a device, each moment at most once in the list, and gives those that told something new.
 * What is stored of a moment already is joined signal by signal, the larger value standing (as joinSamples does), so that
 * the order of arrival does not matter. The caller holds the device's row lock and has made the partitions.
 */
export async function storeSamples(tx: Tx, deviceId: number, samples: readonly Sample[]): Promise<readonly Sample[]> {
  if (samples.length === 0) return samples;
  const source = unnest(samples);
  // One aggregated row instead of a row a sample: reading 500 of them costs more than making the list.
  const [inserted] = await tx.execute<{ moments: string[] | null }>(sql`
    with stored as (
      insert into samples (device_id, ${columnList}) select ${deviceId}::bigint, n.* from ${source}
      on conflict do nothing returning at
    )
    select array_agg((extract(epoch from at) * 1000)::bigint) as moments from stored`);
  const moments = inserted?.moments ?? [];
  if (moments.length === samples.length) return samples;
  const changed = await joinStored(tx, deviceId, samples, source);
  const told = new Set([...moments, ...changed].map(Number));
  return samples.filter((sample) => told.has(sample.atMs));
}

const larger = sql.raw(signals.map(({ name }) => (name === "pids" ? "p.pids" : `greatest(s.${name}, n.${name})`)).join(", "));
const before = sql.raw(signals.map(({ name }) => `s.${name}`).join(", "));
const names = sql.raw(signals.map(({ name }) => name).join(", "));
const assignments = sql.raw(signals.map(({ name }) => `${name} = n.${name}`).join(", "));

/** Joins samples to stored ones of the same moment; touches only rows that change, and gives their moments. `greatest` ignores nulls. */
async function joinStored(tx: Tx, deviceId: number, samples: readonly Sample[], source: SQL): Promise<string[]> {
  const times = samples.map((sample) => sample.atMs);
  const first = new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
  const last = new Date(times.reduce((a, b) => Math.max(a, b))).toISOString();
  const rows = await tx.execute<{ moment: string }>(sql`
    with told as materialized (select * from ${source}),
    joined (at, ${names}) as materialized (
      select s.at, ${larger} from told n
      join samples s on s.device_id = ${deviceId}::bigint and s.at = n.at
        and s.at between ${first}::timestamptz and ${last}::timestamptz
      cross join lateral (
        select case
          when n.pids is null then s.pids
          when s.pids is null then n.pids
          else (
            select jsonb_object_agg(key, value) from (
              select key, max((value #>> '{}')::numeric) as value
              from (select * from jsonb_each(s.pids) union all select * from jsonb_each(n.pids)) as both_pids
              group by key
            ) as largest
          )
        end as pids
      ) as p
      where (${before}) is distinct from (${larger})
    )
    update samples s set ${assignments} from joined n where s.device_id = ${deviceId}::bigint and s.at = n.at
      and s.at between ${first}::timestamptz and ${last}::timestamptz
    returning (extract(epoch from s.at) * 1000)::bigint as moment`);
  return rows.map((row) => row.moment);
}

/** Months (counted from year 0) whose partition exists, for each database this process talks to. */
const knownMonths = new WeakMap<Db, Set<number>>();

/**
 * Makes the partitions for the months of the samples, once a process and month. In a transaction of its own: made inside an
 * upload's, its lock would hold up every other upload that needs a new month.
 */
export async function ensureSamplePartitions(db: Db, samples: readonly Sample[]): Promise<void> {
  const known = knownMonths.get(db) ?? new Set();
  knownMonths.set(db, known);
  const missing = new Map<number, string>();
  for (const sample of samples) {
    const date = new Date(sample.atMs);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (!known.has(month)) missing.set(month, date.toISOString());
  }
  if (missing.size === 0) return;
  await db.execute(
    sql`select ensure_sample_partition(moment) from unnest(${`{${[...missing.values()].join(",")}}`}::timestamptz[]) as moment`,
  );
  for (const month of missing.keys()) known.add(month);
}
