import { performance } from "node:perf_hooks";
import { createTurns } from "./domain/turns.ts";

export interface Pace {
  /** Requests that are begun side by side. */
  places: number;
  /** How often to check whether the process has time to spare, ms. */
  lookEveryMs: number;
  /** For how long a request that is not answered keeps its place at most, ms. */
  longestMs: number;
  /** Starts a meter: each call of it gives the share of the time since the last call in which the process was busy, 0 to 1. */
  startMeter: () => () => number;
}

/** Begins to answer a request when it is its turn; resolves when it is answered. */
export type Begin = (network: string, answer: () => Promise<void>) => Promise<void>;

/** Busier than this the process has no time to spare. */
const busy = 0.8;

/**
 * Spreads a crowd of requests over time. A page takes some 10 ms of the process: sixty at once, all begun together, would keep every
 * API waiting until the last of them is done. A request keeps its place until it is answered, or until the process has time to spare
 * because it waits for the database, a password or live events. However busy the process is with something else, such as a long upload,
 * no request keeps others out for more than a moment. Networks take turns.
 */
export function createPace({ places, lookEveryMs, longestMs, startMeter }: Pace): Begin {
  const inTurn = createTurns({ places });
  return async (network, answer) => {
    let answered: Promise<void> | undefined;
    await inTurn(() => {
      answered = answer();
      return settledOrIdle(answered);
    }, network);
    await answered;
  };

  /** Resolves when a promise is settled either way, the process has time to spare, or it took too long. */
  function settledOrIdle(promise: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const measureBusy = startMeter();
      const timer = setInterval(() => measureBusy() < busy && settle(), lookEveryMs);
      const longest = setTimeout(() => settle(), longestMs);
      const settle = () => {
        clearInterval(timer);
        clearTimeout(longest);
        resolve();
      };
      promise.then(settle, settle);
    });
  }
}

/** A meter of this process. */
export function startLoopMeter(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
