import type { Job, WorkerEvents } from "graphile-worker";

/** Counts the places of a pool that jobs with the same flag take, so that none of them takes all. */
export interface Places {
  /** What the queue asks before it looks for each job: the flags whose jobs must wait. One asks after the other has got its job. */
  listFullFlags(): Promise<string[]>;
}

/**
 * Follows the events of a pool. `countPlaces` says how many jobs with a flag may run at once. The queue asks, looks for a job and says
 * what it got, which are three steps; whoever asks meanwhile waits, or several would take the last place.
 */
export function createPlaces(events: WorkerEvents, countPlaces: (flag: string) => number): Places {
  const taken = new Map<string, number>();
  const asking: (() => void)[] = [];
  let isLooking = false;
  const take = (job: Job, places: 1 | -1) => {
    for (const flag of Object.keys(job.flags ?? {})) {
      const count = (taken.get(flag) ?? 0) + places;
      if (count === 0) taken.delete(flag);
      else taken.set(flag, count);
    }
  };
  const letNextLook = () => {
    const next = asking.shift();
    isLooking = next !== undefined;
    next?.();
  };
  events.on("job:start", ({ job }) => {
    take(job, 1);
    letNextLook();
  });
  events.on("job:complete", ({ job }) => take(job, -1));
  events.on("worker:getJob:empty", letNextLook);
  events.on("worker:getJob:error", letNextLook);
  return {
    listFullFlags: async () => {
      if (isLooking) await new Promise<void>((resolve) => asking.push(resolve));
      isLooking = true;
      return [...taken].filter(([flag, count]) => count >= countPlaces(flag)).map(([flag]) => flag);
    },
  };
}
