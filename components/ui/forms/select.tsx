import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "#components/ui/cx.ts";
import { controlClass } from "./control-class.ts";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
}

type Props = Omit<ComponentProps<"select">, "children"> & { options: readonly Option[] };

/** The browser's own select: best on a phone and by keyboard. */
export function Select({ options, className, ...rest }: Props) {
  return (
    <span className={cx("relative inline-flex w-full", className)}>
      <select {...rest} className={controlClass("appearance-none pr-8")}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted" />
    </span>
  );
}
