import { sql } from "drizzle-orm";
import type { PlainTx, Tx } from "#db/client.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DtcReport } from "#server/domain/vehicles/state.ts";

interface Row {
  ms: string;
  code: string;
  status: DtcReport["status"];
  mil: boolean | null;
}

const toReport = ({ ms, code, status, mil }: Row): DtcReport => ({ atMs: Number(ms), code, status, ...(mil !== null && { mil }) });

/** Stores reports of fault codes and gives those that were not known yet. Repeats inside the list count as known. */
export async function insertDtcReports(tx: PlainTx, scope: Scope, deviceId: number, reports: readonly DtcReport[]): Promise<DtcReport[]> {
  if (reports.length === 0) return [];
  const told = reports.map(({ atMs, ...report }) => ({ ...report, at: new Date(atMs) }));
  const rows = await tx<Row[]>`
    insert into dtc_reports (account_id, device_id, at, code, status, mil)
    select ${scope.accountId}, ${deviceId}, n.*
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as n (at timestamptz, code text, status text, mil boolean)
    on conflict do nothing
    returning (extract(epoch from at) * 1000)::bigint as ms, code, status, mil`;
  return rows.map(toReport);
}

/**
 * The newest report of each of the codes from any device while it sat in the vehicle. Read from all that is stored, so that a
 * report which arrives late does not open a code again that was cleared since. Of reports of one moment cleared stands before
 * stored, stored before pending.
 */
export async function listNewestDtcReports(tx: PlainTx, vehicleId: number, codes: readonly string[]): Promise<DtcReport[]> {
  const rows = await tx<Row[]>`
    select distinct on (r.code) (extract(epoch from r.at) * 1000)::bigint as ms, r.code, r.status, null::boolean as mil
    from device_assignments a
    join dtc_reports r on r.device_id = a.device_id
      and (a.valid_from is null or r.at >= a.valid_from) and (a.valid_to is null or r.at < a.valid_to)
    where a.vehicle_id = ${vehicleId} and r.code = any(${`{${codes.join(",")}}`}::text[])
    order by r.code, r.at desc, array_position('{pending,stored,cleared}'::text[], r.status) desc`;
  return rows.map(toReport);
}

/** The reports of a vehicle: from any device while it sat in it. */
const reportsOf = (vehicleId: number) => sql`
  device_assignments a join dtc_reports r on r.device_id = a.device_id
    and (a.valid_from is null or r.at >= a.valid_from) and (a.valid_to is null or r.at < a.valid_to)
  where a.vehicle_id = ${vehicleId}`;

interface ChangeRow extends Record<string, unknown> {
  ms: string;
}

/**
 * The reports of a vehicle that say something else of a code than the one before: adapters repeat what is stored, every minute
 * some of them. In order of time.
 */
export async function listDtcChanges(tx: Tx, vehicleId: number): Promise<DtcReport[]> {
  const rows = await tx.execute<ChangeRow & Pick<DtcReport, "code" | "status">>(sql`
    select (extract(epoch from at) * 1000)::bigint as ms, code, status from (
      select r.at, r.code, r.status, r.rank, lag(r.status) over (partition by r.code order by r.at, r.rank) as before from (
        select r.at, r.code, r.status, array_position('{pending,stored,cleared}'::text[], r.status) as rank from ${reportsOf(vehicleId)}
      ) r
    ) told
    where status is distinct from before order by at, code, rank`);
  return rows.map(({ ms, code, status }) => ({ atMs: Number(ms), code, status }));
}

/** When the check engine light of a vehicle went on and off, in order of time; of two reports of one moment on wins. */
export async function listMilChanges(tx: Tx, vehicleId: number): Promise<{ atMs: number; mil: boolean }[]> {
  const rows = await tx.execute<ChangeRow & { mil: boolean }>(sql`
    select (extract(epoch from at) * 1000)::bigint as ms, mil from (
      select at, mil, lag(mil) over (order by at) as before from (
        select r.at, bool_or(r.mil) as mil from ${reportsOf(vehicleId)} and r.mil is not null group by r.at
      ) moments
    ) told
    where mil is distinct from before order by at`);
  return rows.map(({ ms, mil }) => ({ atMs: Number(ms), mil }));
}
