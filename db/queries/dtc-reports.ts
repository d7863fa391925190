import { sql } from "drizzle-orm";
import type { Scope } from "#server/domain/scope.ts";
import type { DtcReport } from "#server/domain/vehicle/state.ts";
import type { Tx } from "../client.ts";
import { dtcReports } from "../schema/vehicles.ts";

/** Stores reports of fault codes and gives those that were not known yet. Repeats inside the list count as known. */
export async function insertDtcReports(tx: Tx, scope: Scope, deviceId: number, reports: readonly DtcReport[]): Promise<DtcReport[]> {
  if (reports.length === 0) return [];
  const rows = await tx
    .insert(dtcReports)
    .values(
      reports.map(({ atMs, code, status, mil }) => ({
        accountId: scope.accountId,
        deviceId,
        at: new Date(atMs),
        code,
        status,
        mil: mil ?? null,
      })),
    )
    .onConflictDoNothing()
    .returning({ at: dtcReports.at, code: dtcReports.code, status: dtcReports.status, mil: dtcReports.mil });
  return rows.map(({ at, code, status, mil }) => ({ atMs: at.getTime(), code, status, ...(mil !== null && { mil }) }));
}

/**
 * The newest report of each of the codes from any device while it sat in the vehicle. Read from all that is stored, so that a
 * report which arrives late does not open a code again that was cleared since.
 */
export async function listNewestDtcReports(tx: Tx, vehicleId: number, codes: readonly string[]): Promise<DtcReport[]> {
  const rows = await tx.execute<{ code: string; status: DtcReport["status"]; moment: string }>(sql`
    select distinct on (r.code) r.code, r.status, (extract(epoch from r.at) * 1000)::bigint as moment
    from device_assignments a
    join dtc_reports r on r.device_id = a.device_id
      and (a.valid_from is null or r.at >= a.valid_from) and (a.valid_to is null or r.at < a.valid_to)
    where a.vehicle_id = ${vehicleId} and r.code = any(${`{${codes.join(",")}}`}::text[])
    order by r.code, r.at desc, r.status`);
  return rows.map(({ code, status, moment }) => ({ code, status, atMs: Number(moment) }));
}
