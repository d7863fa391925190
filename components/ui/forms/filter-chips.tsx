"use client";

import { Check } from "lucide-react";
import { cx } from "#components/ui/cx.ts";

export interface FilterOption {
  value: string;
  label: string;
  /** How many rows it would show. */
  count?: number;
}

interface Props {
  /** Names the group: "State". */
  label: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}

/** Filters in sight: each chip is a switch. */
export function FilterChips({ label, options, chosen, onToggle }: Props) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => {
        const on = chosen.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={on}
            onClick={() => onToggle(option.value)}
            className={cx(
              "touch inline-flex h-7.5 items-center gap-1.5 rounded-full border px-3 text-sm whitespace-nowrap transition-colors [&_svg]:size-3.5",
              on
                ? "border-accent bg-accent-soft text-accent-text"
                : "border-line bg-raised text-muted hover:border-line-strong hover:text-ink",
            )}
          >
            {on ? <Check aria-hidden="true" /> : null}
            {option.label}
            {option.count === undefined ? null : <span className="figures text-xs">{option.count}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
