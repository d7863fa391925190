import { AppError } from "./errors.ts";

export interface TurnLimits {
  /** Tasks that run at the same time. */
  places: number;
  /** Of them, tasks of one owner; all unless given. */
  placesPerOwner?: number;
  /** Tasks of one owner that wait for a place; any number unless given. */
  waiting?: number;
}

/** An account, or the network a request comes from. */
type Owner = number | string;

/** Runs a task when there is a place for it. Throws `unavailable` when too many of its owner wait already. */
export type Turns = <T>(task: () => Promise<T>, owner?: Owner) => Promise<T>;

const busyRetryS = 5;

/**
 * Bounds how many tasks run at once; the others wait in line. The owners take turns: a place that becomes free goes to the
 * owner who has waited longest since their last turn, so one owner's many tasks wait for each other and not in front of everyone else's.
 */
export function createTurns({ places, placesPerOwner = places, waiting = Number.POSITIVE_INFINITY }: TurnLimits): Turns {
  /** In the order in which the owners are next. */
  const lines = new Map<Owner | undefined, (() => void)[]>();
  const running = new Map<Owner | undefined, number>();
  let runningTotal = 0;

  const hasPlace = (owner: Owner | undefined) => runningTotal < places && (running.get(owner) ?? 0) < placesPerOwner;
  const count = (owner: Owner | undefined, change: 1 | -1) => {
    runningTotal += change;
    const left = (running.get(owner) ?? 0) + change;
    if (left > 0) running.set(owner, left);
    else running.delete(owner);
  };
  const startNext = () => {
    for (const [owner, line] of lines) {
      if (!hasPlace(owner)) continue;
      const start = line.shift();
      lines.delete(owner);
      if (line.length > 0) lines.set(owner, line);
      count(owner, 1);
      start?.();
      return;
    }
  };
  const waitInLine = (owner: Owner | undefined) => {
    const line = lines.get(owner) ?? [];
    if (line.length >= waiting) throw busy();
    lines.set(owner, line);
    return new Promise<void>((start) => line.push(start));
  };

  return async (task, owner) => {
    if (hasPlace(owner)) count(owner, 1);
    else await waitInLine(owner);
    try {
      return await task();
    } finally {
      count(owner, -1);
      startNext();
    }
  };
}

const busy = () => new AppError("unavailable", "The server is busy. Try again in a few seconds.", { retryAfterS: busyRetryS });
