import type { CronItem } from "graphile-worker";
import type { Jobs } from "#db/queries/queue/jobs.ts";

type Scheduled = CronItem & { task: keyof Jobs };

/** Jobs that time alone brings. A time that passed while no worker ran is not made up for: the next one does the same. */
export const schedule: readonly Scheduled[] = [
  { task: "sweep-alerts", match: "* * * * *", options: { backfillPeriod: 0, maxAttempts: 1, jobKey: "sweep-alerts" } },
  { task: "sweep-documents", match: "20 3 * * *", options: { backfillPeriod: 0, maxAttempts: 5, jobKey: "sweep-documents" } },
  { task: "sweep-apps", match: "40 3 * * *", options: { backfillPeriod: 0, maxAttempts: 5, jobKey: "sweep-apps" } },
  {
    task: "make-sample-partitions",
    match: "10 * * * *",
    options: { backfillPeriod: 0, maxAttempts: 5, jobKey: "make-sample-partitions" },
  },
];

/** Where a geocoder is set. A queue of its own: it is asked by one worker at a time, slowly, and delays nothing else. */
export const streetSchedule: Scheduled = {
  task: "find-streets",
  match: "* * * * *",
  options: { backfillPeriod: 0, maxAttempts: 1, jobKey: "find-streets", queueName: "find-streets" },
};
