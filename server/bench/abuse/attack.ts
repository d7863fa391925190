import { setTimeout } from "node:timers/promises";
import type { Stage } from "./stage.ts";

export interface Attack {
  /** What it is called on the command line. */
  name: string;
  /** "the API's documents asked for by ten clients". */
  what: string;
  /** What is measured before it begins, besides the answers for the car. */
  prepare?: (stage: Stage, options: AttackOptions) => Promise<void>;
  /** Attacks until `signal` says it is enough, or until it is done by itself; gives lines about what else was seen. */
  run: (stage: Stage, signal: AbortSignal, options: AttackOptions) => Promise<string[]>;
}

export interface AttackOptions {
  /** Size of the long upload, MB. */
  uploadMb: number;
}

/** Does something again and again, by so many at once, until it is enough. What fails because it was cut off is no failure. */
export async function repeat(signal: AbortSignal, atOnce: number, act: (turn: number) => Promise<unknown>): Promise<number> {
  let turns = 0;
  const one = async () => {
    while (!signal.aborted) {
      try {
        await act(turns++);
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return turns;
}

/** Waits until it is enough. */
export async function untilEnough(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

/** A pause that the end of the attack cuts short. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}

/** An address of a network nobody has come from yet. */
export function newNetwork(): string {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
  return `${11 + (a % 80)}.${b}.${c}.7`;
}

export const toMb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Counts of answers by status, "200: 12, 503: 48". */
export function countStatuses(statuses: readonly (number | string)[]): string {
  const counts = new Map<number | string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(", ") || "none";
}
