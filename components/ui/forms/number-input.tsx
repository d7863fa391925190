"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Input } from "./input.tsx";

type Props = Omit<ComponentProps<"input">, "type" | "value" | "onChange" | "min" | "max"> & {
  value: number | null;
  min?: number;
  max?: number;
  /** Null while what is typed is no number, or none within the bounds. */
  onChange: (value: number | null) => void;
  /** Digits after the point that are shown of a value from outside. */
  digits?: number;
};

/** A field for a number: keeps what is typed as it is typed, and follows the value when that changes from outside. */
export function NumberInput({ value, onChange, digits = 0, min, max, ...rest }: Props) {
  const [text, setText] = useState(() => write(value, digits));
  const said = useRef(value);
  useEffect(() => {
    if (value === said.current) return;
    said.current = value;
    setText(write(value, digits));
  }, [value, digits]);
  return (
    <Input
      step="any"
      {...rest}
      min={min}
      max={max}
      type="number"
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        said.current = read(event.target.value, min, max);
        onChange(said.current);
      }}
    />
  );
}

function read(text: string, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number | null {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) || value < min || value > max ? null : value;
}

function write(value: number | null, digits: number): string {
  return value === null ? "" : String(Number(value.toFixed(digits)));
}
