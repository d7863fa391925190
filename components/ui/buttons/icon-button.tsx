import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

type Props = Omit<ComponentProps<"button">, "aria-label"> & {
  /** Read aloud and shown on hover. */
  label: string;
  icon: ReactNode;
  variant?: "ghost" | "solid";
};

export function IconButton({ label, icon, variant = "ghost", className, ...rest }: Props) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={cx(
        "touch inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:text-ink [&_svg]:size-4",
        "disabled:pointer-events-none disabled:opacity-40",
        variant === "solid" ? "border border-line bg-raised shadow-sm hover:border-line-strong" : "hover:bg-hover",
        className,
      )}
    >
      {icon}
    </button>
  );
}
