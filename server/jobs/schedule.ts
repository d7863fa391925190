import type { CronItem } from "graphile-worker";
import type { Jobs } from "#db/queries/jobs.ts";

/** Jobs that time alone brings. A time that passed while no worker ran is not made up for: the next one does the same. */
export const schedule: readonly (CronItem & { task: keyof Jobs })[] = [
  { task: "sweep-alerts", match: "* * * * *", options: { backfillPeriod: 0, maxAttempts: 1, jobKey: "sweep-alerts" } },
  { task: "sweep-documents", match: "20 3 * * *", options: { backfillPeriod: 0, maxAttempts: 5, jobKey: "sweep-documents" } },
  { task: "sweep-apps", match: "40 3 * * *", options: { backfillPeriod: 0, maxAttempts: 5, jobKey: "sweep-apps" } },
];
