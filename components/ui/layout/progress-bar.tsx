import { cx } from "#components/ui/cx.ts";

const tones = { accent: "", warn: "[--progress:var(--warn)]", bad: "[--progress:var(--bad)]", muted: "[--progress:var(--line-strong)]" };

interface Props {
  label: string;
  share: number;
  /** The label says what it means; the colour only repeats it. */
  tone?: keyof typeof tones;
}

/** How far something is, 0 to 1. */
export function ProgressBar({ label, share, tone = "accent" }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return <progress aria-label={label} value={percent} max={100} className={cx("progress h-1.5 w-full", tones[tone])} />;
}
