import type { ComponentProps } from "react";
import { cx } from "#components/ui/cx.ts";

type Props = Omit<ComponentProps<"input">, "type" | "aria-label" | "checked"> & {
  checked: boolean;
  /** Read aloud; what it turns on and off. */
  label: string;
};

/** On or off, in force at once. A checkbox underneath, so that keys and forms behave as expected. */
export function Switch({ label, className, ...rest }: Props) {
  return (
    <span className={cx("touch relative inline-flex shrink-0 items-center justify-center", className)}>
      <input
        {...rest}
        type="checkbox"
        role="switch"
        aria-checked={rest.checked}
        aria-label={label}
        className="peer h-5 w-9 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-50"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-1/2 size-3.5 -translate-x-[15px] -translate-y-1/2 rounded-full bg-line-strong transition-transform peer-checked:translate-x-px peer-checked:bg-accent-ink"
      />
    </span>
  );
}
