import { cx } from "#components/ui/cx.ts";

/** The look of text fields and selects. 16 px on a phone, or Safari zooms in on focus. */
export function controlClass(extra?: string): string {
  return cx(
    "h-9 w-full min-w-0 rounded-md border border-line-strong/70 bg-raised px-3 text-base text-ink shadow-sm transition-colors pointer-coarse:h-11 pointer-coarse:text-lg",
    "placeholder:text-muted hover:border-line-strong disabled:opacity-60 aria-invalid:border-bad",
    extra,
  );
}
