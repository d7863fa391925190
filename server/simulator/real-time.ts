import { setTimeout as wait } from "node:timers/promises";
import type { Batch } from "./adapter.ts";

/** Waits unless the signal comes first; answers whether the time went by. */
export async function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** A clock that begins at `from` (epoch ms) now and runs `speed` times as fast; it holds a batch back until it would have been recorded. */
export function createPace(from: number, speed: number, now: () => Date, signal: AbortSignal): (batch: Batch) => Promise<void> {
  const began = now().getTime();
  return async ({ untilAt }) => {
    const dueMs = began + (untilAt - from) / speed - now().getTime();
    if (dueMs > 0) await sleep(dueMs, signal);
  };
}
