import { cx } from "#components/ui/cx.ts";

interface Props {
  /** In order; null leaves a gap. */
  values: readonly (number | null)[];
  /** What it shows, read aloud. */
  label: string;
  /** The ends of the scale; without them the lowest and highest value. */
  min?: number;
  max?: number;
  className?: string;
}

const width = 100;
const height = 28;
const pad = 2;

/** A line as small as a word. */
export function Sparkline({ values, label, min, max, className }: Props) {
  const known = values.filter((value) => value !== null);
  const low = min ?? Math.min(...known);
  const high = max ?? Math.max(...known);
  const x = (index: number) => (values.length < 2 ? width / 2 : pad + (index / (values.length - 1)) * (width - 2 * pad));
  const y = (value: number) => height - pad - (high === low ? 0.5 : (value - low) / (high - low)) * (height - 2 * pad);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={cx("h-7 w-24 overflow-visible", className)}
    >
      <path
        d={toPath(values, x, y)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function toPath(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let pen: "M" | "L" = "M";
  const commands: string[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) pen = "M";
    else {
      commands.push(`${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
      pen = "L";
    }
  }
  return commands.join("");
}
