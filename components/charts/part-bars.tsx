"use client";

import { useFormat } from "../ui/format.tsx";
import { PartBar } from "../ui/score.tsx";

export interface Part {
  key: string;
  label: string;
  /** Null: could not be measured. */
  points: number | null;
  /** Why it is null, or what it is measured by. */
  hint?: string;
}

/** The parts of a score below each other, each out of 20 points. */
export function PartBars({ parts, of = 20 }: { parts: readonly Part[]; of?: number }) {
  const format = useFormat();
  return (
    <ul className="flex flex-col gap-3.5">
      {parts.map(({ key, hint, ...part }) => (
        <li key={key}>
          <PartBar {...part} of={of} text={format.points(part.points).text} {...(hint ? { hint } : {})} />
        </li>
      ))}
    </ul>
  );
}
