import { cx } from "#components/ui/cx.ts";

/** A car's colour beside its name, square where states are round; nothing where it is not known. */
export function ColorSwatch({ color, className }: { color: string | null; className?: string }) {
  if (color === null) return null;
  return (
    <span
      aria-hidden="true"
      className={cx("inline-block size-3 shrink-0 rounded-xs border border-line-strong", className)}
      style={{ backgroundColor: color }}
    />
  );
}
