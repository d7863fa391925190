import { cx } from "../ui/cx.ts";

/** A car's colour beside its name; nothing where it is not known. It says nothing that words do not. */
export function ColorSwatch({ color, className }: { color: string | null; className?: string }) {
  if (color === null) return null;
  return (
    <span
      aria-hidden="true"
      className={cx("inline-block size-3 shrink-0 rounded-full border border-line-strong", className)}
      style={{ backgroundColor: color }}
    />
  );
}
