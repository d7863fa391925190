"use client";

import { t } from "#components/messages/messages.ts";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "./format.tsx";

export type ScoreTone = "good" | "warn" | "bad" | "none";

/** Bands of the colour a score is drawn in; the number always stands beside it. */
export function scoreTone(share: number | null): ScoreTone {
  if (share === null) return "none";
  if (share >= 0.8) return "good";
  return share >= 0.6 ? "warn" : "bad";
}

const strokes: Record<ScoreTone, string> = { good: "stroke-good", warn: "stroke-warn", bad: "stroke-bad", none: "stroke-line" };

const ringSizes = {
  sm: { box: "size-9", text: "text-sm", width: 3.2 },
  md: { box: "size-14", text: "text-lg", width: 3 },
  lg: { box: "size-28", text: "text-3xl", width: 2.4 },
};

/** A score of 0 to 100 as a ring with its number; null draws an empty ring and a dash. The large one, above the parts, has a decimal. */
export function ScoreRing({
  score,
  size = "md",
  provisional = false,
}: {
  score: number | null;
  size?: "sm" | "md" | "lg";
  provisional?: boolean;
}) {
  const { box, text, width } = ringSizes[size];
  const format = useFormat();
  const { text: shown } = size === "lg" ? format.points(score) : format.score(score);
  const label = score === null ? t("common.noScore") : t("common.scoreOf", { score: shown });
  return (
    <span role="img" aria-label={label} title={label} className={cx("relative inline-flex shrink-0 items-center justify-center", box)}>
      <svg viewBox="0 0 36 36" aria-hidden="true" className="absolute inset-0 -rotate-90">
        <circle cx="18" cy="18" r="16" pathLength="100" fill="none" strokeWidth={width} className="stroke-line" />
        {score === null ? null : (
          <circle
            cx="18"
            cy="18"
            r="16"
            pathLength="100"
            fill="none"
            strokeWidth={width}
            strokeLinecap={score > 1 ? "round" : "butt"}
            strokeDasharray={provisional ? "1.6 1.2" : `${score} 100`}
            className={cx(strokes[scoreTone(score / 100)], provisional && "opacity-70")}
          />
        )}
      </svg>
      <span aria-hidden="true" className={cx("figures font-semibold", text, score === null && "text-faint")}>
        {shown}
      </span>
    </span>
  );
}

/** A share of 1 as a thin bar. */
export function ScoreBar({ share, label }: { share: number | null; label: string }) {
  return (
    <span role="img" aria-label={label} className="block h-1.5 w-full overflow-hidden rounded-full bg-line">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" className="block size-full">
        {share === null ? null : <rect width={Math.max(0, Math.min(1, share)) * 100} height="6" className={fillsSvg[scoreTone(share)]} />}
      </svg>
    </span>
  );
}

const fillsSvg: Record<ScoreTone, string> = { good: "fill-good", warn: "fill-warn", bad: "fill-bad", none: "fill-line" };

interface PartProps {
  label: string;
  /** Points of the score that it gives and takes, as text in the person's locale. */
  kept: string;
  lost: string;
  /** True: it took nothing. */
  isWhole: boolean;
  /** What it kept of its own points, 0-1. */
  share: number;
}

/** One part of a score: its name, a bar, what it gives to the score and what it takes from it. */
export function PartBar({ label, kept, lost, isWhole, share }: PartProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="figures flex gap-3 text-muted">
          {isWhole ? null : <span>−{lost}</span>}
          <span className="min-w-9 text-right font-semibold text-ink">{kept}</span>
        </span>
      </div>
      <ScoreBar share={share} label={t("common.partPoints", { part: label, kept, lost })} />
    </div>
  );
}
