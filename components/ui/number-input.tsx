"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Input } from "./input.tsx";

type Props = Omit<ComponentProps<"input">, "type" | "value" | "onChange"> & {
  value: number | null;
  /** Null while what is typed is no number. */
  onChange: (value: number | null) => void;
  /** Digits after the point that are shown of a value from outside. */
  digits?: number;
};

/** A field for a number: keeps what is typed as it is typed, and follows the value when that changes from outside. */
export function NumberInput({ value, onChange, digits = 0, ...rest }: Props) {
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
      type="number"
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        said.current = read(event.target.value);
        onChange(said.current);
      }}
    />
  );
}

function read(text: string): number | null {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) ? null : value;
}

function write(value: number | null, digits: number): string {
  return value === null ? "" : String(Number(value.toFixed(digits)));
}
