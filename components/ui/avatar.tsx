import { cx } from "./cx.ts";

/** The initials of a name: of the first and the last word. */
export function toInitials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? ([...word].at(0) ?? "") : ""));
  return letters.join("").toLocaleUpperCase() || "?";
}

/** A round mark for a person. Decoration: the name stands beside it or on its parent. */
export function Avatar({ name, size = "md", className }: { name: string; size?: "sm" | "md" | "lg"; className?: string }) {
  const sizes = { sm: "size-6 text-2xs", md: "size-8 text-xs", lg: "size-12 text-lg" };
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold tracking-tight text-accent-text select-none",
        sizes[size],
        className,
      )}
    >
      {toInitials(name)}
    </span>
  );
}
