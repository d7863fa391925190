import { sql } from "drizzle-orm";
import type { Db, PlainTx } from "#db/client.ts";
import { numericSignals, type Sample, signalColumns } from "#server/domain/telemetry/sample.ts";

type Value = number | boolean | string | undefined;

/** One column of the table and its value of a sample. */
interface Column {
  name: string;
  type: string;
  valueOf: (sample: Sample) => Value;
}

/** Positions and the odometer need more digits than a `real` has. */
const precise = new Set<string>(["lat", "lon", "odometerKm"]);

const signals: readonly Column[] = [
  ...numericSignals.map((name) => ({
    name: signalColumns[name],
    type: precise.has(name) ? "float8" : "real",
    valueOf: (sample: Sample) => sample[name],
  })),
  { name: "ignition", type: "boolean", valueOf: (sample) => sample.ignition },
  { name: "pids", type: "jsonb", valueOf: (sample) => sample.pids && JSON.stringify(sample.pids) },
];
const list = (write: (name: string) => string) => signals.map(({ name }) => write(name)).join(", ");
const names = list((name) => name);

/**
 * Array literal `{1,null,3}` of a signal; an empty one when no sample has it, which `unnest` pads with nulls and nobody has to
 * parse. JSON is written natively and its numbers, nulls, booleans and plain quoted texts are those of an array literal.
 */
function toLiteral(samples: readonly Sample[], column: Column): string {
  const values = samples.map(column.valueOf);
  return values.some((value) => value !== undefined) ? `{${JSON.stringify(values).slice(1, -1)}}` : "{}";
}

/** Parameters of the statements below: device, first and last moment, seconds since 1970 (read faster than written-out times), signals. */
function toParameters(deviceId: number, samples: readonly Sample[]): (string | number)[] {
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { atMs } of samples) {
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, atMs);
  }
  const seconds = samples.map(({ atMs }) => atMs / 1000).join(",");
  return [
    deviceId,
    new Date(firstMs).toISOString(),
    new Date(lastMs).toISOString(),
    `{${seconds}}`,
    ...signals.map((column) => toLiteral(samples, column)),
  ];
}

const arrays = signals.map(({ type }, index) => `$${index + 5}::${type}[]`).join(", ");
const told = `(
  select to_timestamp(seconds)::timestamptz(3) as at, ${names} from unnest($4::float8[], ${arrays}) as columns (seconds, ${names})
) as n`;
const stretch = "s.device_id = $1::bigint and s.at between $2::timestamptz and $3::timestamptz";
const insert = `insert into samples (device_id, at, ${names}) select $1::bigint, n.* from ${told}`;

/** Stores all where the stretch is empty, else nothing. */
const insertIntoEmpty = `${insert} where not exists (select 1 from samples s where ${stretch})`;

/** Stores what does not conflict. It has no use for the stretch, but each statement gets the same parameters. */
const insertNew = `with bounds as (select $2::text, $3::text)
  ${insert} on conflict do nothing returning (extract(epoch from at) * 1000)::bigint as ms`;

const larger = list((name) => (name === "pids" ? "p.pids" : `greatest(s.${name}, n.${name})`));

/** Joins samples to stored ones of the same moment and touches only rows that change. `greatest` ignores nulls. */
const joinStored = `
  with joined (at, ${names}) as materialized (
    select s.at, ${larger} from ${told}
    join samples s on s.at = n.at and ${stretch}
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
    where (${list((name) => `s.${name}`)}) is distinct from (${larger})
  )
  update samples s set ${list((name) => `${name} = n.${name}`)} from joined n where s.at = n.at and ${stretch}
  returning (extract(epoch from s.at) * 1000)::bigint as ms`;

/**
 * Stores samples of a device, each moment at most once in the list, and gives those that told something
 * new. What is stored of a moment already is joined signal by signal, the larger value standing (as joinSamples does), so that
 * the order of arrival does not matter. The caller holds the device's row lock and has made the partitions.
 */
export async function storeSamples(tx: PlainTx, deviceId: number, samples: readonly Sample[]): Promise<readonly Sample[]> {
  if (samples.length === 0) return samples;
  const parameters = toParameters(deviceId, samples);
  const run = (text: string) => tx.unsafe<{ ms: string }[]>(text, parameters, { prepare: true });
  // Nobody else writes this device's rows now, so in an empty stretch nothing can conflict, and a plain insert costs half of
  // one that looks for conflicts row by row.
  if ((await run(insertIntoEmpty)).count === samples.length) return samples;
  const inserted = await run(insertNew);
  if (inserted.length === samples.length) return samples;
  const news = new Set([...inserted, ...(await run(joinStored))].map(({ ms }) => Number(ms)));
  return samples.filter((sample) => news.has(sample.atMs));
}

/** First moments of the months whose partition exists, for each database this process talks to. */
const knownMonths = new WeakMap<Db, Set<number>>();

/**
 * Makes the partitions of months, given by their first moments (epoch ms), once a process and month. In a transaction of its own: made
 * inside an upload's, its lock would hold up every other upload that needs a new month. Safe to call from several processes at once.
 */
export async function ensureSamplePartitions(db: Db, months: Iterable<number>): Promise<void> {
  const known = knownMonths.get(db) ?? new Set();
  knownMonths.set(db, known);
  const missing = [...months].filter((month) => !known.has(month));
  if (missing.length === 0) return;
  const moments = `{${missing.map((ms) => new Date(ms).toISOString()).join(",")}}`;
  await db.execute(sql`select ensure_sample_partition(moment) from unnest(${moments}::timestamptz[]) as moment`);
  for (const month of missing) known.add(month);
}
