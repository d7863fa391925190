"use client";

import { type ReactNode, useId } from "react";
import { cx } from "#components/ui/cx.ts";

export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
  icon?: ReactNode;
}

interface Props<Value extends string> {
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Shows icons only; the labels are read aloud. */
  iconsOnly?: boolean;
  className?: string;
}

/** A choice among few, all in sight. Radio buttons underneath, so keys and forms behave as expected. */
export function Segmented<Value extends string>({ label, segments, value, onChange, iconsOnly = false, className }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={cx("inline-flex rounded-md border border-line bg-sunken p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          className="touch inline-flex h-7.5 flex-1 items-center justify-center gap-1.5 rounded-[5px] px-3 text-sm font-medium whitespace-nowrap text-muted transition-colors select-none hover:text-ink has-checked:bg-overlay has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="sr-only"
          />
          {segment.icon}
          <span className={iconsOnly ? "sr-only" : undefined}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
