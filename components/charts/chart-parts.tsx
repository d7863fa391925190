"use client";

import { useSyncExternalStore } from "react";

/** What all charts share: axes and grids in the product's tokens, and the box of figures at the cursor. */

export const axis = {
  stroke: "var(--line)",
  tick: { fill: "var(--muted)", fontSize: 11 },
  tickLine: false,
  axisLine: false,
} as const;

export const grid = { stroke: "var(--line)", vertical: false } as const;

export const margin = { top: 10, right: 8, bottom: 0, left: 0 } as const;

export function TooltipBox({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div className="figures rounded-md border border-line bg-overlay px-2.5 py-1.5 text-xs shadow-md">
      <div className="font-semibold">{title}</div>
      {lines.map((line) => (
        <div key={line} className="text-muted">
          {line}
        </div>
      ))}
    </div>
  );
}

/** False when a person asked for less motion. */
export function useMotion(): boolean {
  return useSyncExternalStore(subscribeMotion, readMotion, () => false);
}

const motionQuery = "(prefers-reduced-motion: reduce)";

function subscribeMotion(listener: () => void): () => void {
  const media = window.matchMedia(motionQuery);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

function readMotion(): boolean {
  return !window.matchMedia(motionQuery).matches;
}
