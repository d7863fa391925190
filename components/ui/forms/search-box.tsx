"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { controlClass } from "./control-class.ts";

interface Props {
  /** Names the field: "Search trips". */
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

const settleMs = 250;

/** What is typed, sent on once it settles; follows the value when that changes from outside. */
function useSettledText(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (next: string) => {
    clearTimeout(timer.current);
    const trimmed = next.trim();
    if (trimmed === sent.current) return;
    sent.current = trimmed;
    onChange(trimmed);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), settleMs);
  };
  const clear = () => {
    setText("");
    send("");
  };
  return { text, type, send, clear };
}

/** Searches while one types, once the typing settles; Enter searches at once. */
export function SearchBox({ label, value, onChange, className }: Props) {
  const t = useMessages();
  const { text, type, send, clear } = useSettledText(value, onChange);
  return (
    <search className={cx("relative flex min-w-0", className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
      <input
        type="text"
        enterKeyHint="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") send(text);
          if (event.key === "Escape") clear();
        }}
        className={controlClass("pr-9 pl-9")}
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label={t("common.clearSearch")}
          onClick={clear}
          className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-muted hover:text-ink [&_svg]:size-4"
        >
          <X aria-hidden="true" />
        </button>
      )}
    </search>
  );
}
