"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { PartBar } from "#components/ui/values/score.tsx";
import type { ShownPart } from "#server/domain/scoring/shown-score.ts";

/** The parts of a score below each other; what they give adds up to the score. */
export function PartBars({ parts }: { parts: readonly ShownPart[] }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <div className="flex flex-col gap-3.5">
      <ul className="flex flex-col gap-3.5">
        {parts.map(({ part, kept, lost, share }) => (
          <li key={part}>
            <PartBar
              label={t(`trip.parts.${part}`)}
              kept={format.points(kept).text}
              lost={format.points(lost).text}
              isWhole={lost === 0}
              share={share}
            />
          </li>
        ))}
      </ul>
      <p className="text-xs text-pretty text-muted">
        {t("trip.partsSum", { count: parts.length, worth: format.points(100 / parts.length).text })}
      </p>
    </div>
  );
}
