"use client";

import { useSyncExternalStore } from "react";
import { usePreferences } from "./format.tsx";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

/** One clock for all ages on the screen; it stands still while nobody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  if (document.hidden) return;
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function read(): number {
  if (nowMs === 0) nowMs = Date.now();
  return nowMs;
}

/** Epoch milliseconds, ticking each second; the page's own time while it is being made. */
export function useNow(): number {
  const preferences = usePreferences();
  return useSyncExternalStore(subscribe, read, () => preferences.nowMs);
}
