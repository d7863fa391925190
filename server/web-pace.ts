import { createTurns } from "./domain/turns.ts";

export interface Pace {
  /** Requests that are begun side by side. */
  places: number;
  /** For how long a request that is not yet answered keeps its place, ms. */
  holdMs: number;
}

/** Begins to answer a request when it is its turn; resolves when it is answered. */
export type Begin = (network: string, answer: () => Promise<void>) => Promise<void>;

/**
 * Spreads a crowd of requests over time. A page takes some 10 ms of the process: sixty at once, all begun together, would keep every
 * API waiting until the last of them is done. One that waits for the database, a password or live events gives up its place soon, so
 * nobody can keep others out by being slow. Networks take turns.
 */
export function createPace({ places, holdMs }: Pace = { places: 2, holdMs: 25 }): Begin {
  const inTurn = createTurns({ places });
  return async (network, answer) => {
    let answered: Promise<void> | undefined;
    await inTurn(() => {
      answered = answer();
      return settleWithin(answered, holdMs);
    }, network);
    await answered;
  };
}

/** Resolves when a promise is settled either way, at the latest after so many ms. */
function settleWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(settle, settle);
  });
}
