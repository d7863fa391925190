import type { Tx } from "../client.ts";
import { watchRanges } from "../schema/alerts.ts";
import type { TimeRange } from "./cutting.ts";

/** Notes stretches of a vehicle's time that the alert rules have to look at. */
export async function insertWatchRanges(tx: Tx, vehicleId: number, ranges: readonly TimeRange[]): Promise<void> {
  await tx.insert(watchRanges).values(ranges.map(({ fromMs, toMs }) => ({ vehicleId, fromAt: new Date(fromMs), toAt: new Date(toMs) })));
}
