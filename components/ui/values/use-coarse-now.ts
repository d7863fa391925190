"use client";

import { useNow } from "./now.ts";

const stepMs = 5000;

/** The time in steps of five seconds: for what is worked out anew with it, where an age on the screen ticks each second by itself. */
export function useCoarseNow(): number {
  return Math.floor(useNow() / stepMs) * stepMs;
}
