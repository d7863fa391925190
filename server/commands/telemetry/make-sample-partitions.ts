import { ensureSamplePartitions } from "#db/queries/telemetry/samples.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { startOfMonthMs } from "#server/domain/telemetry/months.ts";

/** So many months ahead of the present one; other months get their partition when samples of them come. */
const monthsAhead = 2;

/** Makes the partitions that the samples of the next weeks will be stored in. Harmless to repeat. */
export async function makeSamplePartitions({ db, now }: CommandDeps): Promise<void> {
  const months = Array.from({ length: monthsAhead + 1 }, (_, later) => startOfMonthMs(now().getTime(), later));
  await ensureSamplePartitions(db, months);
}
